"""The peers' side of compare-peers.py: one module a peer."""
