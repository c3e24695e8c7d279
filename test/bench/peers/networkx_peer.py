import networkx as nx
from protocol import serve, timed


class Graph:
    def __init__(self, edges):
        self.node_count = edges.node_count
        self.graph = nx.Graph()
        self.graph.add_nodes_from(range(edges.node_count))
        rows = zip(edges.source.tolist(), edges.target.tolist(), edges.strength.tolist(), edges.cost.tolist())
        self.graph.add_edges_from((a, b, {"strength": strength, "cost": cost}) for a, b, strength, cost in rows)


def by_node(call):
    def run(g, p):
        seconds, found = timed(lambda: call(g.graph, p))
        return seconds, [found[node] for node in range(g.node_count)]

    return run


def labels(call):
    def run(g, p):
        seconds, parts = timed(lambda: list(call(g.graph, p)))
        label = [0] * g.node_count
        for number, part in enumerate(parts):
            for node in part:
                label[node] = number
        return seconds, label

    return run


def components(g, _):
    seconds, parts = timed(lambda: list(nx.connected_components(g.graph)))
    size = [0] * g.node_count
    for part in parts:
        for node in part:
            size[node] = len(part)
    return seconds, size


CALLS = {
    "betweenness": by_node(lambda g, _: nx.betweenness_centrality(g, normalized=False)),
    "betweenness-cost": by_node(lambda g, _: nx.betweenness_centrality(g, normalized=False, weight="cost")),
    "closeness": by_node(lambda g, _: nx.closeness_centrality(g)),
    "harmonic": by_node(lambda g, _: nx.harmonic_centrality(g)),
    # tol is multiplied by the number of nodes before it bounds the sum of absolute changes.
    "pagerank": by_node(lambda g, p: nx.pagerank(g, p["damping"], max_iter=10000, tol=p["tolerance"] / len(g), weight="strength")),
    "eigenvector": by_node(lambda g, p: nx.eigenvector_centrality(g, max_iter=10000, tol=p["tolerance"] / len(g))),
    "clustering": by_node(lambda g, _: nx.clustering(g)),
    "triangles": by_node(lambda g, _: nx.triangles(g)),
    "cores": by_node(lambda g, _: nx.core_number(g)),
    "components": components,
    "constraint": by_node(lambda g, _: nx.constraint(g, weight="strength")),
    "louvain": labels(lambda g, _: nx.algorithms.community.louvain_communities(g, weight="strength", seed=1)),
    "label-propagation": labels(lambda g, _: nx.algorithms.community.asyn_lpa_communities(g, weight="strength", seed=1)),
}

serve("NetworkX", nx.__version__, Graph, CALLS)
