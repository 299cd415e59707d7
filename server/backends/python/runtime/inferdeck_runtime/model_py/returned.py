"""What `execute` returned, held against what it has to return."""

from __future__ import annotations

from ..api.response import InferenceResponse
from ..api.sender import RequestAnswers


def only_responses(returned, answers: list[RequestAnswers]) -> list[InferenceResponse]:
    """One response for each request, from the returned list or from the request's sender. Raises TypeError, ValueError."""
    if returned is None and all(one.has_sender for one in answers):
        returned = [None] * len(answers)
    if not isinstance(returned, list):
        raise TypeError(f"Expected a list in the execute return, found type '{type(returned)}'.")
    if len(returned) != len(answers):
        raise ValueError(
            "Number of InferenceResponse objects do not match the number of InferenceRequest objects. "
            f"InferenceRequest(s) size is:{len(answers)}, and InferenceResponse(s) size is:{len(returned)}"
        )
    return [_response(response, one) for response, one in zip(returned, answers)]


def _response(response, answers: RequestAnswers) -> InferenceResponse:
    if response is None and answers.has_sender:
        return answers.only()
    if isinstance(response, InferenceResponse):
        return response
    raise TypeError(
        "Expected an 'InferenceResponse' object in the execute function return list, found type "
        f"'{type(response)}'."
    )
