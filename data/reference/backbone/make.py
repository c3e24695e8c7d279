#!/usr/bin/env python3
"""Writes disparity.json beside this file: the disparity filter's p-values of the tables above by netbone.

    pip install netbone==0.2.3
    python3 data/reference/backbone/make.py

Needs the tables of ../make.py. Values stand in the order of each table's edges; null is netbone's silence on a pair of
which neither has another neighbour.
"""
import json
from importlib.metadata import version
from pathlib import Path

import networkx as nx
from netbone import disparity

HERE = Path(__file__).parent

if __name__ == "__main__":
    values = {}
    for name in ("davis", "florentine", "karate", "les-miserables", "pieces"):
        edges = json.loads((HERE.parent / f"{name}.json").read_text())["edges"]
        G = nx.Graph()
        G.add_weighted_edges_from(edges)
        found = disparity(G).graph
        values[name] = [found[a][b].get("p_value") for a, b, _ in edges]
    (HERE / "disparity.json").write_text(json.dumps({"tools": {"netbone": version("netbone")}, "values": values}, separators=(",", ":")) + "\n")
