#!/usr/bin/env python3
"""Writes the tables beside this file: metrics of published co-authorship networks by two independent tools each.

    python3 data/reference/shared-graphs/make.py [FOLDER]

Needs igraph 0.10, graph-tool 2.45 and networkx 2.8 (Debian: python3-igraph python3-graph-tool python3-networkx). The
networks themselves are not part of the project: they lie in FOLDER (../shared/data/graphs where none is named), and the
tests of these tables are skipped where they do not. Of each tool and metric there are the values of a fixed sample of
nodes, named by their ids in the file, and of all values the sum, the sum of squares, the largest, and how many are
undefined. Edges are those of the simple graph: no loops, each once.
"""
import json
import math
import sys
from collections import Counter
from pathlib import Path

import graph_tool
import graph_tool.all as gt
import igraph
import networkx as nx

HERE = Path(__file__).parent
FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parents[3] / "shared/data/graphs")
TOOLS = {"igraph": igraph.__version__, "graph-tool": graph_tool.__version__.split()[0], "networkx": nx.__version__}
SAMPLE = 24
# Its histogram of distances loses counts to other threads.
gt.openmp_set_num_threads(1)


def read_gml(path, weighted):
    """Flat GML as these files are: ids in the order of the nodes, edges with their value where `weighted`."""
    ids, edges, block = [], {}, None
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = line.strip().partition(" ")
        if key in ("node", "edge"):
            block = {"kind": key}
        elif key == "id" and block is not None and block["kind"] == "node":
            ids.append(int(value))
        elif key in ("source", "target", "value") and block is not None:
            block[key] = float(value)
        elif line.strip() == "]" and block is not None and "target" in block:
            pair = tuple(sorted((int(block["source"]), int(block["target"]))))
            edges[pair] = block["value"] if weighted else 1.0
            block = None
    return ids, edges


def read_edge_list(path):
    ids, edges = {}, {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            a, b = (int(word) for word in line.split())
            ids.setdefault(a)
            ids.setdefault(b)
            edges[min(a, b), max(a, b)] = 1.0
    return list(ids), edges


def finite(values):
    return [None if v is None or math.isnan(v) else float(v) for v in values]


def described(values, sample):
    values = finite(values)
    defined = [v for v in values if v is not None]
    return {
        "sample": [values[i] for i in sample] if sample else [],
        "sum": math.fsum(defined),
        "squares": math.fsum(v * v for v in defined),
        "largest": max(defined),
        "undefined": len(values) - len(defined),
    }


def close(a, b):
    return a is b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-8))


class Network:
    def __init__(self, ids, edges):
        self.ids = ids
        place = {v: i for i, v in enumerate(ids)}
        pairs = [(place[a], place[b], s) for (a, b), s in edges.items() if a != b]
        self.n = n = len(ids)
        self.is_weighted = any(s != 1 for _, _, s in pairs)
        self.ig = igraph.Graph(n=n, edges=[(a, b) for a, b, _ in pairs])
        self.ig.es["strength"] = [s for _, _, s in pairs]
        self.ig.es["cost"] = [1 / s for _, _, s in pairs]
        self.gt = gt.Graph(directed=False)
        self.gt.add_vertex(n)
        self.gt.add_edge_list([(a, b) for a, b, _ in pairs])
        self.strength = self.gt.new_ep("double", vals=[s for _, _, s in pairs])
        self.cost = self.gt.new_ep("double", vals=[1 / s for _, _, s in pairs])
        self.nx = nx.Graph()
        self.nx.add_nodes_from(range(n))
        self.nx.add_weighted_edges_from(pairs, weight="strength")
        components = self.ig.connected_components()
        self.size = [0] * n
        for component in components:
            for v in component:
                self.size[v] = len(component)
        largest = max(len(c) for c in components)
        self.giant = next(c for c in components if len(c) == largest)
        assert sum(len(c) == largest for c in components) == 1
        self.eccentricity = [self.farthest(v) for v in range(n)]
        # Evenly over the order of the file, and those with most collaborators.
        degrees = self.ig.degree()
        busiest = sorted(range(n), key=lambda v: (-degrees[v], v))[:6]
        self.sample = sorted({*busiest, *range(0, n, max(1, n // (SAMPLE - 6)))})

    def farthest(self, v):
        distances = gt.shortest_distance(self.gt, source=v).a
        return int(distances[distances < self.n].max())

    def in_network(self, values):
        """Closeness within the own component, times the share of the network that it is."""
        return [0.0 if math.isnan(c) else c * (self.size[v] - 1) / (self.n - 1) for v, c in enumerate(values)]

    def of_giant(self, values):
        found = dict(zip(self.giant, values))
        return [found.get(v, 0.0) for v in range(self.n)]

    def graph_tool_giant(self):
        keep = self.gt.new_vp("bool", vals=[False] * self.n)
        for v in self.giant:
            keep[v] = True
        return gt.GraphView(self.gt, vfilt=keep)


def author_rows(N):
    g, t, G, n = N.ig, N.gt, N.nx, N.n
    by_node = lambda values: [values[v] for v in range(n)]
    yield "DEGREE", {}, {"igraph": g.degree(), "graph-tool": t.get_total_degrees(range(n))}
    labels, sizes = gt.label_components(t)
    yield "COMPONENT_SIZE", {}, {"igraph": N.size, "graph-tool": [sizes[label] for label in labels.a]}
    _, joints, _ = gt.label_biconnected_components(t)
    cut = set(g.articulation_points())
    yield "ARTICULATION_POINT", {}, {"igraph": [float(v in cut) for v in range(n)], "graph-tool": joints.a}
    triangles = Counter(v for triangle in g.list_triangles() for v in triangle)
    yield "TRIANGLES", {}, {"igraph": [triangles[v] for v in range(n)], "networkx": by_node(nx.triangles(G))}
    yield "LOCAL_CLUSTERING", {}, {"igraph": g.transitivity_local_undirected(mode="zero"), "graph-tool": gt.local_clustering(t).a}
    yield "CORE_NUMBER", {}, {"igraph": g.coreness(), "graph-tool": gt.kcore_decomposition(t).a}
    yield "CONSTRAINT", {"weighted": False}, {"igraph": g.constraint(), "networkx": by_node(nx.constraint(G))}
    yield "CLOSENESS", {"distance": "UNWEIGHTED"}, {"igraph": N.in_network(g.closeness(normalized=True)), "graph-tool": N.in_network(gt.closeness(t).a)}
    harmonic = gt.closeness(t, harmonic=True, norm=False).a
    yield "HARMONIC_CLOSENESS", {"distance": "UNWEIGHTED"}, {"igraph": [c * (n - 1) for c in g.harmonic_centrality(normalized=True)], "graph-tool": [0.0 if math.isnan(c) else c for c in harmonic]}
    yield "ECCENTRICITY", {"distance": "UNWEIGHTED"}, {"igraph": g.eccentricity(), "graph-tool": N.eccentricity}
    yield "BETWEENNESS", {"distance": "UNWEIGHTED"}, {"igraph": g.betweenness(), "graph-tool": gt.betweenness(t, norm=False)[0].a}
    if N.is_weighted:
        yield "BETWEENNESS", {"distance": "INVERSE_STRENGTH"}, {"igraph": g.betweenness(weights="cost"), "graph-tool": gt.betweenness(t, weight=N.cost, norm=False)[0].a}
        yield "CLOSENESS", {"distance": "INVERSE_STRENGTH"}, {"igraph": N.in_network(g.closeness(weights="cost", normalized=True)), "graph-tool": N.in_network(gt.closeness(t, weight=N.cost).a)}
        yield "STRENGTH", {}, {"igraph": g.strength(weights="strength"), "graph-tool": t.degree_property_map("total", weight=N.strength).a}
    yield "PAGERANK", {"damping": 0.85}, {"igraph": g.pagerank(damping=0.85, weights="strength"), "networkx": by_node(nx.pagerank(G, alpha=0.85, weight="strength", tol=1e-14, max_iter=10000))}
    vector = g.induced_subgraph(N.giant).eigenvector_centrality(scale=False, weights="strength")
    norm = math.sqrt(math.fsum(x * x for x in vector))
    _, other = gt.eigenvector(N.graph_tool_giant(), weight=N.strength, epsilon=1e-14, max_iter=100000)
    yield "EIGENVECTOR", {"weighted": True}, {"igraph": N.of_giant([x / norm for x in vector]), "graph-tool": N.of_giant([other[v] for v in N.giant])}


def network_rows(N):
    g, t, G, n = N.ig, N.gt, N.nx, N.n
    part = g.induced_subgraph(N.giant)
    whole = N.graph_tool_giant()
    counts, edges = gt.distance_histogram(whole)
    reached = [(int(bin_), count) for bin_, count in zip(edges, counts) if bin_ >= 1]
    _, joints, blocks = gt.label_biconnected_components(t)
    yield "NETWORK_AUTHORS", {"igraph": n, "graph-tool": t.num_vertices()}
    yield "NETWORK_COLLABORATIONS", {"igraph": g.ecount(), "graph-tool": t.num_edges()}
    yield "COMPONENT_COUNT", {"igraph": len(g.connected_components()), "networkx": nx.number_connected_components(G)}
    yield "GIANT_COMPONENT_SIZE", {"igraph": len(N.giant), "graph-tool": whole.num_vertices()}
    yield "TRIANGLE_COUNT", {"igraph": len(g.list_triangles()), "networkx": sum(nx.triangles(G).values()) // 3}
    yield "TRANSITIVITY", {"igraph": g.transitivity_undirected(), "graph-tool": gt.global_clustering(t)[0]}
    yield "MEAN_CLUSTERING", {"igraph": g.transitivity_avglocal_undirected(mode="zero"), "graph-tool": float(gt.local_clustering(t).a.mean())}
    yield "DEGREE_ASSORTATIVITY", {"igraph": g.assortativity_degree(directed=False), "graph-tool": gt.scalar_assortativity(t, "total")[0]}
    yield "ARTICULATION_POINT_COUNT", {"igraph": len(g.articulation_points()), "graph-tool": int(joints.a.sum())}
    yield "BRIDGE_COUNT", {"igraph": len(g.bridges()), "networkx": sum(1 for _ in nx.bridges(G))}
    yield "BLOCK_COUNT", {"igraph": len(g.biconnected_components()), "graph-tool": len(blocks)}
    yield "MAX_CORE", {"igraph": max(g.coreness()), "graph-tool": int(gt.kcore_decomposition(t).a.max())}
    yield "DIAMETER", {"igraph": part.diameter(), "graph-tool": max(d for d, count in reached if count > 0)}
    yield "RADIUS", {"igraph": int(part.radius()), "graph-tool": min(N.eccentricity[v] for v in N.giant)}
    yield "MEAN_DISTANCE", {"igraph": part.average_path_length(), "graph-tool": sum(d * c for d, c in reached) / sum(c for _, c in reached)}


def distributions(N):
    """Unordered pairs at each distance from 1."""
    found = N.ig.path_length_hist(directed=False)
    counts, edges = gt.distance_histogram(N.gt)
    by_gt = {int(bin_): int(count) // 2 for bin_, count in zip(edges, counts) if bin_ >= 1 and count > 0}
    by_igraph = {int(start): int(count) for start, _, count in found.bins() if count > 0}
    assert by_gt == by_igraph, (by_gt, by_igraph)
    return {"distances": [by_igraph[d] for d in sorted(by_igraph)], "unreachable": int(found.unconnected), "tools": ["igraph", "graph-tool"]}


def edge_rows(N):
    _, by_edge = gt.betweenness(N.gt, norm=False)
    yield "EDGE_BETWEENNESS", {"distance": "UNWEIGHTED"}, {"igraph": N.ig.edge_betweenness(), "graph-tool": by_edge.a}
    bridges = set(N.ig.bridges())
    networkx_bridges = {tuple(sorted(e)) for e in nx.bridges(N.nx)}
    yield "BRIDGE", {}, {"igraph": [float(e in bridges) for e in range(N.ig.ecount())], "networkx": [float(tuple(sorted(e.tuple)) in networkx_bridges) for e in N.ig.es]}


def checked(rows, sample):
    """Refuses to write what the two tools disagree on: then one of them was asked for something else."""
    for id_, parameters, by_tool in rows:
        by_tool = {tool: finite(values) for tool, values in by_tool.items()}
        (one, a), (other, b) = by_tool.items()
        for v, (x, y) in enumerate(zip(a, b)):
            assert close(x, y), f"{id_} {parameters} at {v}: {one} says {x}, {other} {y}"
        print(" ", id_, parameters, flush=True)
        yield {"id": id_, "parameters": parameters, **{tool: described(values, sample) for tool, values in by_tool.items()}}


def table(name, source, read):
    print(name, flush=True)
    N = Network(*read)
    whole = []
    for id_, by_tool in network_rows(N):
        a, b = by_tool.values()
        assert close(float(a), float(b)), f"{id_}: {by_tool}"
        whole.append({"id": id_, **by_tool})
    content = {
        "name": name,
        "file": source,
        "tools": TOOLS,
        "sample": [N.ids[i] for i in N.sample],
        "author": list(checked(author_rows(N), N.sample)),
        "collaboration": list(checked(edge_rows(N), None)),
        "network": whole,
        "distances": distributions(N),
    }
    (HERE / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")).replace('},{"id"', '},\n{"id"') + "\n")


if __name__ == "__main__":
    table("netscience", "netscience.gml", read_gml(FOLDER / "netscience.gml", True))
    table("erdos971", "erdos971.gml", read_gml(FOLDER / "erdos971.gml", False))
    table("ca-GrQc", "snap-CA-GrQc.txt", read_edge_list(FOLDER / "snap-CA-GrQc.txt"))
    table("ca-HepTh", "snap-CA-HepTh.txt", read_edge_list(FOLDER / "snap-CA-HepTh.txt"))
    print("written with", TOOLS)
