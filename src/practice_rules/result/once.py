"""A property worked out once and then kept, without the lock that `functools.cached_property` takes in Python 3.11.

A case has hundreds of obligations with half a dozen such properties each, and the lock is most of what they cost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Answer = TypeVar("Answer")


class once(Generic[Answer]):
    """A decorator, written like `property`: works an attribute out when first asked for it, and keeps the answer.

    >>> class Circle:
    ...     @once
    ...     def area(self) -> float:
    ...         "How large it is."
    ...         return 3.14
    >>> round_one = Circle()
    >>> round_one.area, round_one.__dict__, Circle.area.__doc__
    (3.14, {'area': 3.14}, 'How large it is.')
    """

    def __init__(self, work: Callable[[Any], Answer]) -> None:
        self.work = work
        self.name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[Answer]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Answer: ...

    def __get__(self, instance: object | None, owner: type) -> once[Answer] | Answer:
        if instance is None:
            return self
        answer = instance.__dict__[self.name] = self.work(instance)
        return answer
