import { pythonEnvironment } from './python-environment.ts';

/** TensorFlow, which no Debian package brings, makes and serves its models (1.6 GB, about a minute). */
export const TENSORFLOW = pythonEnvironment(
  'tensorflow',
  `${process.platform === 'darwin' ? 'tensorflow' : 'tensorflow-cpu'}>=2.16,<3`,
);

/** The official clients of the v2 protocol (230 MB). */
export const TRITON_CLIENTS = pythonEnvironment('tritonclient', 'tritonclient[all]>=2.73,<3');
