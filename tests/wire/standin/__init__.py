"""A small stand-in for Discord on 127.0.0.1: REST routes, a gateway, and their failures."""

from tests.wire.standin.server import StandIn

__all__ = ["StandIn"]
