import { spawn } from 'node:child_process';

/** Opens a link in the person's browser where there is a desktop to open it on; does nothing elsewhere. */
export function openInBrowser(link: string): void {
  const opener = openerOf(process.platform);
  if (opener === undefined) return;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, link], { stdio: 'ignore', detached: true });
  child.once('error', () => {});
  child.unref();
}

function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] | undefined {
  if (process.env['CI'] !== undefined) return undefined;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return hasDisplay() ? ['xdg-open'] : undefined;
}

/** Whether a window could appear on this Linux machine. */
export function hasDisplay(): boolean {
  return (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}
