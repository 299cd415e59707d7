"""What a `model.py` imports as `pb_utils`."""

from inferdeck_runtime.api.calls import ResponseIterator
from inferdeck_runtime.api.constants import (
    TRITONSERVER_MEMORY_CPU,
    TRITONSERVER_MEMORY_CPU_PINNED,
    TRITONSERVER_MEMORY_GPU,
    TRITONSERVER_REQUEST_FLAG_SEQUENCE_END,
    TRITONSERVER_REQUEST_FLAG_SEQUENCE_START,
    TRITONSERVER_REQUEST_RELEASE_ALL,
    TRITONSERVER_REQUEST_RELEASE_RESCHEDULE,
    TRITONSERVER_RESPONSE_COMPLETE_FINAL,
)
from inferdeck_runtime.api.datatypes import (
    numpy_to_triton_type,
    triton_string_to_numpy,
    triton_to_numpy_type,
)
from inferdeck_runtime.api.logger import Logger, LogLevel
from inferdeck_runtime.api.lookup import (
    deserialize_bytes_tensor,
    get_input_config_by_name,
    get_input_tensor_by_name,
    get_output_config_by_name,
    get_output_tensor_by_name,
    serialize_byte_tensor,
    using_decoupled_model_transaction_policy,
)
from inferdeck_runtime.api.metrics import MetricFamily
from inferdeck_runtime.api.model_config import ModelConfig
from inferdeck_runtime.api.model_folder import get_model_dir
from inferdeck_runtime.api.repository import is_model_ready, load_model, unload_model
from inferdeck_runtime.api.request import InferenceRequest, InferenceTrace, PreferredMemory
from inferdeck_runtime.api.response import InferenceResponse
from inferdeck_runtime.api.sender import ResponseSender
from inferdeck_runtime.api.tensor import Tensor
from inferdeck_runtime.errors import TritonError, TritonModelException
