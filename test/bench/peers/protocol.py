"""What every peer has in common: JSON lines in and out, the graph from a binary file, values to binary files.

A peer calls `serve(tool, version, load, calls)`. `load(Edges)` gives whatever its calls take; each call is a function of that and
the parameters which returns `(seconds, values)`, timed by itself so that conversions before and after do not count. `values` is
one float per node, one per edge in the order of the file, or a single one. Requests: {"op": "load", "file", "nodeCount", "edgeCount"}, {"op": "run", "metric",
"parameters", "out"}. The file has source (u32), target (u32), strength (f64), each once per edge, one array after the other.
"""
import json
import os
import sys
import time

import numpy as np

THREADS = int(os.environ.get("OMP_NUM_THREADS", "1"))


class Edges:
    def __init__(self, file, node_count, edge_count):
        self.node_count = node_count
        self.edge_count = edge_count
        with open(file, "rb") as handle:
            self.source = np.fromfile(handle, dtype=np.uint32, count=edge_count)
            self.target = np.fromfile(handle, dtype=np.uint32, count=edge_count)
            self.strength = np.fromfile(handle, dtype=np.float64, count=edge_count)

    @property
    def cost(self):
        return 1.0 / self.strength

    def pairs(self):
        return np.column_stack((self.source, self.target))


def timed(compute):
    started = time.perf_counter()
    result = compute()
    return time.perf_counter() - started, result


def component_sizes(labels):
    """Size of the component of each node, from the components' labels."""
    labels = np.asarray(labels, dtype=np.int64)
    return np.bincount(labels)[labels]


def answer(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def serve(tool, version, load, calls):
    graph = None
    answer({"tool": tool, "version": version, "metrics": sorted(calls)})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["op"] == "load":
                graph = None
                edges = Edges(request["file"], request["nodeCount"], request["edgeCount"])
                seconds, graph = timed(lambda: load(edges))
                answer({"seconds": seconds})
            else:
                seconds, values = calls[request["metric"]](graph, request["parameters"])
                np.asarray(values, dtype=np.float64).tofile(request["out"])
                answer({"seconds": seconds})
        except Exception as error:  # the bench names it and goes on
            answer({"error": f"{type(error).__name__}: {error}"})
