"""What an instance computes on."""

from __future__ import annotations


def wanted_gpu(start: dict) -> int | None:
    """The number of the GPU that the instance is meant for, or None for the CPU."""
    args = start["args"]
    return int(args["model_instance_device_id"]) if args["model_instance_kind"] == "GPU" else None


def settle(start: dict, provider: str, has_gpu: bool) -> dict:
    """What the server is told: the GPU, or the CPU with the reason. Raises RuntimeError where only a GPU will do."""
    gpu = wanted_gpu(start)
    if gpu is None:
        return {"device": "CPU", "provider": "cpu", "remarks": []}
    if has_gpu:
        return {"device": "GPU", "provider": provider, "remarks": []}
    remark = f"Instance {start['name']} was meant for GPU {gpu}, but {provider} finds no GPU that it can use"
    if start["strictGpu"]:
        raise RuntimeError(f"{remark}.")
    return {"device": "CPU", "provider": "cpu", "remarks": [f"{remark}: it runs on the CPU."]}
