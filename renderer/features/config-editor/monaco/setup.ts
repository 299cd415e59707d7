import { monaco } from '../../../ui/monaco/setup.ts';
import { registerPbtxt } from './pbtxt.ts';

registerPbtxt();

export { monaco };
