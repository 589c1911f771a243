"""`override` for Qt's own methods: Python 3.11 has none in `typing`, and a package for one name is too much."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: Any) -> Any:
        return method


__all__ = ["override"]
