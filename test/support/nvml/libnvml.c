/* A stand-in for the library of NVIDIA's driver, with the part of its C interface that the server uses: card 0 is an
 * ordinary one, card 1 is split by MIG. A file named by the variable INFERDECK_TEST_GPUS makes things go wrong: the
 * word `no-power` takes card 0's power readings away, `gone` lets card 1 fall off the bus. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OK 0
#define NOT_SUPPORTED 3
#define NO_PERMISSION 4
#define NOT_FOUND 6
#define LOST 15

typedef unsigned long long u64;
typedef struct { unsigned gpu, memory; } utilization;
typedef struct { u64 total, free, used; } memory;
typedef struct { unsigned pid; u64 used; unsigned gpu_instance, compute_instance; } process;

static int happens(const char *word) {
  char text[256] = "";
  const char *path = getenv("INFERDECK_TEST_GPUS");
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) return 0;
  size_t read = fread(text, 1, sizeof text - 1, file);
  text[read] = 0;
  fclose(file);
  return strstr(text, word) != NULL;
}

/* Handles: 1 and 2 are the cards, 3 is the slice. */
static int check(u64 device) { return device >= 2 && happens("gone") ? LOST : OK; }

#define CHECKED(device) do { int code = check(device); if (code) return code; } while (0)

int nvmlInit_v2(void) { return happens("no-driver") ? 9 : OK; }
int nvmlShutdown(void) { return OK; }

int nvmlSystemGetDriverVersion(char *text, unsigned length) {
  snprintf(text, length, "560.35.03");
  return OK;
}

int nvmlDeviceGetCount_v2(unsigned *count) { *count = 2; return OK; }

int nvmlDeviceGetHandleByIndex_v2(unsigned index, u64 *device) {
  if (index > 1) return NOT_FOUND;
  *device = index + 1;
  return check(*device);
}

int nvmlDeviceGetName(u64 device, char *text, unsigned length) {
  CHECKED(device);
  const char *names[] = {"", "NVIDIA RTX 4090", "NVIDIA A30", "NVIDIA A30 MIG 1g.6gb"};
  snprintf(text, length, "%s", names[device]);
  return OK;
}

int nvmlDeviceGetUUID(u64 device, char *text, unsigned length) {
  CHECKED(device);
  snprintf(text, length, "%s-0000-000%llu", device == 3 ? "MIG" : "GPU", device);
  return OK;
}

int nvmlDeviceGetUtilizationRates(u64 device, utilization *out) {
  CHECKED(device);
  if (device != 1) return NOT_SUPPORTED;
  out->gpu = 41; out->memory = 12;
  return OK;
}

int nvmlDeviceGetMemoryInfo(u64 device, memory *out) {
  CHECKED(device);
  const u64 giga = 1000000000ULL;
  out->total = (device == 3 ? 6 : 24) * giga;
  out->used = device == 1 ? 6100000000ULL : 400000000ULL;
  out->free = out->total - out->used;
  return OK;
}

int nvmlDeviceGetPowerUsage(u64 device, unsigned *milliwatts) {
  CHECKED(device);
  if (device == 1 && happens("no-power")) return NOT_SUPPORTED;
  *milliwatts = device == 1 ? 187000 : 62000;
  return OK;
}

int nvmlDeviceGetEnforcedPowerLimit(u64 device, unsigned *milliwatts) {
  CHECKED(device);
  if (device == 1 && happens("no-power")) return NOT_SUPPORTED;
  *milliwatts = device == 1 ? 450000 : 165000;
  return OK;
}

int nvmlDeviceGetTotalEnergyConsumption(u64 device, u64 *millijoules) {
  CHECKED(device);
  *millijoules = 1234000;
  return OK;
}

int nvmlDeviceGetTemperature(u64 device, unsigned sensor, unsigned *celsius) {
  CHECKED(device);
  if (sensor != 0) return NOT_SUPPORTED;
  *celsius = device == 1 ? 58 : 44;
  return OK;
}

int nvmlDeviceGetTemperatureThreshold(u64 device, unsigned kind, unsigned *celsius) {
  CHECKED(device);
  if (kind != 1) return NOT_SUPPORTED;
  *celsius = device == 1 ? 90 : 88;
  return OK;
}

int nvmlDeviceGetClockInfo(u64 device, unsigned clock, unsigned *megahertz) {
  CHECKED(device);
  *megahertz = clock == 1 ? 2520 : 0;
  return OK;
}

int nvmlDeviceGetMaxClockInfo(u64 device, unsigned clock, unsigned *megahertz) {
  CHECKED(device);
  *megahertz = clock == 1 ? 2520 : 0;
  return OK;
}

int nvmlDeviceGetCurrentClocksThrottleReasons(u64 device, u64 *mask) {
  CHECKED(device);
  if (device != 1) return NO_PERMISSION;
  *mask = happens("hot") ? 0x24 : 0x1;
  return OK;
}

int nvmlDeviceGetComputeRunningProcesses_v3(u64 device, unsigned *count, process *out) {
  CHECKED(device);
  if (*count < 2) return 7;
  *count = device == 1 ? 2 : 0;
  if (device != 1) return OK;
  out[0] = (process){.pid = 1, .used = 5200000000ULL};
  out[1] = (process){.pid = 4000000000u, .used = ~0ULL};
  return OK;
}

int nvmlDeviceGetMigMode(u64 device, unsigned *current, unsigned *pending) {
  CHECKED(device);
  if (device == 3) return NOT_SUPPORTED;
  *current = *pending = device == 2;
  return OK;
}

int nvmlDeviceGetMaxMigDeviceCount(u64 device, unsigned *count) {
  CHECKED(device);
  *count = device == 2 ? 4 : 0;
  return OK;
}

int nvmlDeviceGetMigDeviceHandleByIndex(u64 device, unsigned index, u64 *slice) {
  CHECKED(device);
  if (device != 2 || index > 0) return NOT_FOUND;
  *slice = 3;
  return OK;
}
