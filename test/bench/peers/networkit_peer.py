from functools import cached_property

import networkit as nk
import numpy as np
from protocol import THREADS, component_sizes, serve, timed

nk.setNumberOfThreads(THREADS)


class Graph:
    def __init__(self, edges):
        self.node_count = edges.node_count
        self.edges = edges
        self.plain = nk.GraphFromCoo((edges.source, edges.target), n=edges.node_count)

    # Made when first needed, outside the time: of millions of edges, three graphs at once would not fit.
    @cached_property
    def by_strength(self):
        return self.weighted(self.edges.strength)

    @cached_property
    def by_cost(self):
        return self.weighted(self.edges.cost)

    def weighted(self, weights):
        ends = (self.edges.source, self.edges.target)
        return nk.GraphFromCoo((weights, ends), n=self.node_count, weighted=True)


def run(algorithm):
    seconds, _ = timed(algorithm.run)
    return seconds, algorithm


def scores(make, factor=1.0):
    def call(g, p):
        seconds, algorithm = run(make(g, p))
        return seconds, np.array(algorithm.scores()) * factor

    return call


def edge_betweenness(g, graph):
    graph.indexEdges()
    numbers = [graph.edgeId(a, b) for a, b in g.edges.pairs().tolist()]
    seconds, algorithm = run(nk.centrality.Betweenness(graph, computeEdgeCentrality=True))
    # Both orders of each pair are counted on undirected graphs.
    return seconds, np.array(algorithm.edgeScores())[numbers] * 0.5


def pagerank(g, p):
    algorithm = nk.centrality.PageRank(g.by_strength, p["damping"], p["tolerance"], False, nk.centrality.SinkHandling.DistributeSinks)
    # The change is measured in L2 by default.
    algorithm.norm = nk.centrality.Norm.L1_NORM
    seconds, algorithm = run(algorithm)
    ranks = np.array(algorithm.scores())
    # The sum is below 1 where nodes are isolated.
    return seconds, ranks / ranks.sum()


def diameter(g, _):
    seconds, algorithm = run(nk.distance.Diameter(g.plain, nk.distance.DiameterAlgo.EXACT))
    return seconds, [algorithm.getDiameter()[0]]


def components(g, _):
    """The faster of both algorithms: which one that is depends on the size."""
    found = [run(make(g.plain)) for make in (nk.components.ConnectedComponents, nk.components.ParallelConnectedComponents)]
    seconds, algorithm = min(found, key=lambda pair: pair[0])
    return seconds, component_sizes(algorithm.getPartition().getVector())


def communities(make):
    def call(g, _):
        nk.setSeed(1, False)
        seconds, algorithm = run(make(g.by_strength))
        return seconds, algorithm.getPartition().getVector()

    return call


CENTRALITY = nk.centrality
CALLS = {
    # Both orders of each pair are counted on undirected graphs.
    "betweenness": scores(lambda g, _: CENTRALITY.Betweenness(g.plain), 0.5),
    "betweenness-cost": scores(lambda g, _: CENTRALITY.Betweenness(g.by_cost), 0.5),
    # Twice the share of pairs (11.3, against its own exact values).
    "betweenness-sampled": scores(lambda g, p: CENTRALITY.KadabraBetweenness(g.plain, p["epsilon"], p["delta"]), 0.5),
    "edge-betweenness": lambda g, _: edge_betweenness(g, g.plain),
    "edge-betweenness-cost": lambda g, _: edge_betweenness(g, g.by_cost),
    "closeness": scores(lambda g, _: CENTRALITY.Closeness(g.plain, True, CENTRALITY.ClosenessVariant.GENERALIZED)),
    "harmonic": scores(lambda g, _: CENTRALITY.HarmonicCloseness(g.plain, normalized=False)),
    "diameter": diameter,
    "pagerank": pagerank,
    "eigenvector": scores(lambda g, p: CENTRALITY.EigenvectorCentrality(g.plain, p["tolerance"])),
    "clustering": scores(lambda g, _: CENTRALITY.LocalClusteringCoefficient(g.plain, True)),
    "cores": scores(lambda g, _: CENTRALITY.CoreDecomposition(g.plain)),
    "components": components,
    "louvain": communities(nk.community.PLM),
    "leiden": communities(nk.community.ParallelLeiden),
    "label-propagation": communities(nk.community.PLP),
}

serve("NetworKit", nk.__version__, Graph, CALLS)
