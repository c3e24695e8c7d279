import graph_tool.all as gt
import numpy as np
from protocol import THREADS, component_sizes, serve, timed

gt.openmp_set_num_threads(THREADS)


class Graph:
    def __init__(self, edges):
        self.node_count = edges.node_count
        self.graph = gt.Graph(directed=False)
        self.graph.add_vertex(edges.node_count)
        self.strength = self.graph.new_edge_property("double")
        self.cost = self.graph.new_edge_property("double")
        self.graph.add_edge_list(edges.pairs())
        self.strength.a = edges.strength
        self.cost.a = edges.cost


def betweenness(g, weight):
    seconds, (nodes, _) = timed(lambda: gt.betweenness(g.graph, weight=weight, norm=False))
    return seconds, nodes.a


def edge_betweenness(g, weight):
    seconds, (_, edges) = timed(lambda: gt.betweenness(g.graph, weight=weight, norm=False))
    return seconds, edges.a


def closeness(g, _):
    seconds, within = timed(lambda: gt.closeness(g.graph))
    # graph-tool normalises within the component; Wasserman and Faust multiply by the share reached.
    reach = component_sizes(gt.label_components(g.graph)[0].a) - 1
    return seconds, np.nan_to_num(within.a) * reach / max(1, g.node_count - 1)


def pagerank(g, p):
    # epsilon bounds the sum of absolute changes.
    seconds, ranks = timed(lambda: gt.pagerank(g.graph, damping=p["damping"], weight=g.strength, epsilon=p["tolerance"]))
    return seconds, ranks.a


def eigenvector(g, p):
    seconds, (_, vector) = timed(lambda: gt.eigenvector(g.graph, epsilon=p["tolerance"], max_iter=100000))
    return seconds, vector.a / np.linalg.norm(vector.a)


def katz(g, p):
    largest, _ = gt.eigenvector(g.graph, epsilon=1e-12, max_iter=100000)
    seconds, vector = timed(lambda: gt.katz(g.graph, alpha=p["share"] / largest, epsilon=p["tolerance"]))
    return seconds, vector.a / np.linalg.norm(vector.a)


def components(g, _):
    seconds, (labels, _) = timed(lambda: gt.label_components(g.graph))
    return seconds, component_sizes(labels.a)


def values(call):
    def run(g, p):
        seconds, result = timed(lambda: call(g, p))
        return seconds, result.a

    return run


CALLS = {
    "betweenness": lambda g, _: betweenness(g, None),
    "betweenness-cost": lambda g, _: betweenness(g, g.cost),
    "edge-betweenness": lambda g, _: edge_betweenness(g, None),
    "edge-betweenness-cost": lambda g, _: edge_betweenness(g, g.cost),
    "closeness": closeness,
    "harmonic": values(lambda g, _: gt.closeness(g.graph, harmonic=True, norm=False)),
    "pagerank": pagerank,
    "eigenvector": eigenvector,
    "katz": katz,
    "clustering": values(lambda g, _: gt.local_clustering(g.graph)),
    "cores": values(lambda g, _: gt.kcore_decomposition(g.graph)),
    "components": components,
}

serve("graph-tool", gt.__version__.split(" ")[0], Graph, CALLS)
