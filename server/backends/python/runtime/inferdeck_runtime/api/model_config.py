"""`pb_utils.ModelConfig`: a configuration that `auto_complete_config` fills in."""

from __future__ import annotations

_SCHEDULERS = ("sequence_batching", "ensemble_scheduling")


class ModelConfig:
    """What the configuration already says stays; a contradiction is a ValueError."""

    def __init__(self, model_config: dict):
        self._model_config = model_config

    def as_dict(self) -> dict:
        return self._model_config

    @property
    def _name(self) -> str:
        return self._model_config["name"]

    def set_max_batch_size(self, max_batch_size: int) -> None:
        written = self._model_config.get("max_batch_size", 0)
        if written > max_batch_size:
            raise ValueError(
                f"configuration specified max_batch_size {written}, but in auto-complete-config function for model "
                f"'{self._name}' specified max_batch_size {max_batch_size}"
            )
        self._model_config["max_batch_size"] = max_batch_size

    def set_dynamic_batching(self) -> None:
        other = next((kind for kind in _SCHEDULERS if kind in self._model_config), None)
        if other is not None:
            raise ValueError(
                f"Configuration specified scheduling_choice as '{other}', but auto-complete-config function for model "
                f"'{self._name}' tries to set scheduling_choice as 'dynamic_batching'"
            )
        self._model_config.setdefault("dynamic_batching", {})

    def set_model_transaction_policy(self, transaction_policy_dict: dict) -> None:
        if any(key != "decoupled" for key in transaction_policy_dict):
            raise ValueError(
                f"transaction policy in auto-complete-config function for model '{self._name}' contains property other "
                "than 'decoupled'."
            )
        if "decoupled" not in transaction_policy_dict:
            raise ValueError(
                f"transaction policy in auto-complete-config function for model '{self._name}' is missing 'decoupled' "
                "property."
            )
        written = self._model_config.get("model_transaction_policy", {}).get("decoupled", False)
        if written and written != transaction_policy_dict["decoupled"]:
            raise ValueError(
                f"trying to change decoupled property in auto-complete-config for model '{self._name}', which is "
                f"already set to '{written}'."
            )
        self._model_config["model_transaction_policy"] = {"decoupled": bool(transaction_policy_dict["decoupled"])}

    def add_input(self, input: dict) -> None:
        self._add("input", input, ("name", "data_type", "dims", "optional"))

    def add_output(self, output: dict) -> None:
        self._add("output", output, ("name", "data_type", "dims"))

    def _add(self, kind: str, tensor: dict, properties) -> None:
        self._check_properties(kind, tensor, properties)
        entries = self._model_config.setdefault(kind, [])
        written = next((entry for entry in entries if entry["name"] == tensor["name"]), None)
        if written is None:
            entries.append(tensor)
        else:
            self._check_against(kind, written, tensor)

    def _check_properties(self, kind: str, tensor: dict, properties) -> None:
        where = f"in auto-complete-config function for model '{self._name}'"
        named = f"{kind} '{tensor['name']}'" if "name" in tensor else kind
        if any(key not in properties for key in tensor):
            listed = ", ".join(f"'{key}'" for key in properties[:-1]) + f" and '{properties[-1]}'"
            raise ValueError(f"{named} {where} contains property other than {listed}.")
        for key in ("name", "data_type", "dims"):
            if key not in tensor:
                raise ValueError(f"{named} {where} is missing '{key}' property.")

    def _check_against(self, kind: str, written: dict, tensor: dict) -> None:
        name = tensor["name"]
        if written["data_type"] != tensor["data_type"]:
            raise ValueError(
                f"unable to load model '{self._name}', configuration expects datatype {written['data_type']} for "
                f"{kind} '{name}', model provides {tensor['data_type']}"
            )
        if list(written["dims"]) != list(tensor["dims"]):
            raise ValueError(
                f"model '{self._name}', tensor '{name}': the model expects dims {list(tensor['dims'])} but the model "
                f"configuration specifies dims {list(written['dims'])}"
            )
        if bool(written.get("optional", False)) != bool(tensor.get("optional", False)):
            raise ValueError(
                f"configuration specified optional as {bool(written.get('optional', False))} for {kind} '{name}', but "
                f"auto-complete-config function for model '{self._name}' specified {bool(tensor.get('optional', False))}"
            )
