"""Small look-ups in requests, responses and configurations, and the wire form of strings."""

from __future__ import annotations

import numpy as np

from ..tensors import pack_strings, unpack_strings


def get_input_tensor_by_name(inference_request, name: str):
    """The input of that name, or None."""
    return _named(inference_request.inputs(), name)


def get_output_tensor_by_name(inference_response, name: str):
    """The output of that name, or None."""
    return _named(inference_response.output_tensors(), name)


def _named(tensors, name: str):
    return next((tensor for tensor in tensors if tensor.name() == name), None)


def get_input_config_by_name(model_config: dict, name: str):
    """The `input` of a configuration with that name, or None."""
    return _entry(model_config, "input", name)


def get_output_config_by_name(model_config: dict, name: str):
    """The `output` of a configuration with that name, or None."""
    return _entry(model_config, "output", name)


def _entry(model_config: dict, field: str, name: str):
    return next((entry for entry in model_config.get(field, []) if entry["name"] == name), None)


def using_decoupled_model_transaction_policy(model_config: dict) -> bool:
    """Whether a configuration lets the model give any number of answers."""
    return bool(model_config.get("model_transaction_policy", {}).get("decoupled", False))


def serialize_byte_tensor(input_tensor: np.ndarray) -> bytes:
    """An array of strings in its wire form."""
    return pack_strings(input_tensor)


def deserialize_bytes_tensor(encoded_tensor: bytes) -> np.ndarray:
    """The strings of a wire form, as a flat array of bytes objects."""
    return unpack_strings(encoded_tensor)
