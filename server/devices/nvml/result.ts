import type { Unknown } from '../contract.ts';
import { unknown } from '../readings.ts';

/** Result codes of NVML that mean something to us (`nvmlReturn_t` in nvml.h). */
export const NVML = {
  success: 0,
  notSupported: 3,
  noPermission: 4,
  notFound: 6,
  insufficientSize: 7,
  driverNotLoaded: 9,
  functionNotFound: 13,
  gpuLost: 15,
  resetRequired: 16,
  versionMismatch: 18,
} as const;

const REASONS: Readonly<Record<number, readonly [reason: string, nextStep?: string]>> = {
  [NVML.notSupported]: ['This card does not report it.'],
  [NVML.noPermission]: [
    'The driver does not let this user read it.',
    'Run the server as a user who may, or ask whoever administers this computer.',
  ],
  [NVML.driverNotLoaded]: [
    'The NVIDIA driver is installed but not loaded.',
    'Restart the computer, or load the kernel module `nvidia`.',
  ],
  [NVML.functionNotFound]: ['This version of the driver cannot tell.', 'Install a newer NVIDIA driver.'],
  [NVML.gpuLost]: [
    'The card no longer answers: it fell off the bus or was taken away.',
    'Check power and temperature of the card, then restart the computer.',
  ],
  [NVML.resetRequired]: ['The card needs a reset before it answers again.', 'Restart the computer.'],
  [NVML.versionMismatch]: [
    'The NVIDIA library and the loaded kernel module have different versions.',
    'Restart the computer to finish the update of the driver.',
  ],
};

/** Why NVML gave no value. */
export function reasonOf(code: number): Unknown {
  const [reason, nextStep] = REASONS[code] ?? [`The NVIDIA driver failed with code ${code}.`];
  return unknown(reason, nextStep);
}

/** Whether the whole card is gone, not one of its values. */
export function meansLost(code: number): boolean {
  return code === NVML.gpuLost || code === NVML.notFound;
}
