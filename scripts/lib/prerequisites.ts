import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installEnvironment } from './python-environment.ts';
import { TENSORFLOW, TRITON_CLIENTS } from './test-environments.ts';

/** A Debian package and a file that tells whether it is there. */
const DEBIAN_PACKAGES: readonly { readonly name: string; readonly file: string }[] = [
  { name: 'chromium', file: '/usr/bin/chromium' },
  { name: 'chromium-headless-shell', file: '/usr/bin/chromium-headless-shell' },
  { name: 'curl', file: '/usr/bin/curl' },
  { name: 'gcc', file: '/usr/bin/gcc' },
  { name: 'libc6-dev', file: '/usr/include/stdio.h' },
  { name: 'libonnx-testdata', file: '/usr/share/libonnx-testdata/data' },
  { name: 'prometheus', file: '/usr/bin/prometheus' },
  { name: 'python3-numpy', file: '/usr/lib/python3/dist-packages/numpy/__init__.py' },
  { name: 'python3-torch', file: '/usr/lib/python3/dist-packages/torch/__init__.py' },
  { name: 'python3-venv', file: '/usr/share/doc/python3-venv' },
];

/** Installs what the tests need beside npm's packages. Says what to do by hand where it cannot. */
export function installPrerequisites(): void {
  installPackages();
  for (const environment of [TENSORFLOW, TRITON_CLIENTS]) installEnvironment(environment);
}

function installPackages(): void {
  const missing = DEBIAN_PACKAGES.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error(`The tests need ${missing.join(', ')}. Install it with your system's package manager.`);
  }
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [program = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...args];
    execFileSync(program, rest, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}
