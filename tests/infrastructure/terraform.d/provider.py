"""A stand-in for a Terraform provider: it knows the arguments of the real one (a schema as schemas.py prints it) and does nothing.

What it can tell: an argument that does not exist, one that is missing, one of the wrong type. What it cannot: whether the cloud would take the
values. A plan leaves computed values unknown; an apply invents them. No network, no credentials.
"""
import json
import sys

import msgpack
import tf.provider
import tf.runner
from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc

with open(sys.argv[1]) as file:
    SCHEMA = json.load(file)
UNKNOWN = msgpack.ExtType(0, b'\0')
EMPTY = {'attrs': {}, 'blocks': {}}


def attribute(name, one):
    message = pb.Schema.Attribute(
        name=name,
        required=one['m'] == 'required',
        optional=one['m'] == 'optional',
        computed=one['m'] == 'computed' or one['m'] == 'optional' and one['c'],
    )
    if 'nested' in one:
        nesting = pb.Schema.Object.NestingMode.SINGLE if one['single'] else pb.Schema.Object.NestingMode.LIST
        message.nested_type.CopyFrom(pb.Schema.Object(attributes=[attribute(*inner) for inner in sorted(one['nested'].items())], nesting=nesting))
    else:
        message.type = json.dumps(one['t']).encode()
    return message


def block(one):
    return pb.Schema.Block(
        attributes=[attribute(*inner) for inner in sorted(one['attrs'].items())],
        block_types=[
            pb.Schema.NestedBlock(
                type_name=name,
                block=block(inner['block']),
                nesting=pb.Schema.NestedBlock.NestingMode.LIST,
                min_items=inner['min'],
                max_items=inner['max'],
            )
            for name, inner in sorted(one['blocks'].items())
        ],
    )


def schema(one):
    return pb.Schema(version=0, block=block(one or EMPTY))


def read(value):
    if value.msgpack:
        return msgpack.unpackb(value.msgpack, raw=False, strict_map_key=False)
    return json.loads(value.json) if value.json else None


def write(value):
    return pb.DynamicValue(msgpack=msgpack.packb(value, use_bin_type=True))


def fill(one, value, how):
    """Computed values that nobody gave."""
    for name, inner in one['attrs'].items():
        if (inner['m'] == 'computed' or inner['c']) and value.get(name) is None:
            value[name] = how(name, inner)
    for name, inner in one['blocks'].items():
        for entry in value.get(name) or []:
            fill(inner['block'], entry, how)
    return value


def invent(one, value):
    for name, inner in one['attrs'].items():
        if isinstance(value.get(name), msgpack.ExtType):
            value[name] = invented(name, inner)
    for name, inner in one['blocks'].items():
        for entry in value.get(name) or []:
            invent(inner['block'], entry)
    return value


def invented(name, one):
    """Addresses look like ones that belong to nobody (RFC 5737), because an inventory is made of them."""
    kind = one.get('t')
    if kind == 'string':
        return '192.0.2.80' if 'address' in name else f'invented-{name}'
    if kind in ('number', 'bool'):
        return {'number': 1, 'bool': False}[kind]
    if isinstance(kind, list):
        return {} if kind[0] == 'map' else []
    return [b'"string"', 'invented'] if kind == 'dynamic' else None


class Provider(rpc.ProviderServicer):
    def __init__(self, _provider):
        pass

    def GetMetadata(self, request, context):
        return pb.GetMetadata.Response(
            server_capabilities=pb.ServerCapabilities(),
            resources=[pb.GetMetadata.ResourceMetadata(type_name=name) for name in SCHEMA['resources']],
            data_sources=[pb.GetMetadata.DataSourceMetadata(type_name=name) for name in SCHEMA['data']],
        )

    def GetProviderSchema(self, request, context):
        return pb.GetProviderSchema.Response(
            provider=schema(SCHEMA['provider']),
            resource_schemas={name: schema(one) for name, one in SCHEMA['resources'].items()},
            data_source_schemas={name: schema(one) for name, one in SCHEMA['data'].items()},
        )

    def ValidateProviderConfig(self, request, context):
        return pb.ValidateProviderConfig.Response()

    def ValidateResourceConfig(self, request, context):
        return pb.ValidateResourceConfig.Response()

    def ValidateDataResourceConfig(self, request, context):
        return pb.ValidateDataResourceConfig.Response()

    def ConfigureProvider(self, request, context):
        return pb.ConfigureProvider.Response()

    def UpgradeResourceState(self, request, context):
        return pb.UpgradeResourceState.Response(upgraded_state=pb.DynamicValue(json=request.raw_state.json))

    def ReadResource(self, request, context):
        return pb.ReadResource.Response(new_state=request.current_state)

    def ReadDataSource(self, request, context):
        return pb.ReadDataSource.Response(state=write(fill(SCHEMA['data'][request.type_name], read(request.config), invented)))

    def PlanResourceChange(self, request, context):
        wanted = read(request.proposed_new_state)
        if wanted is None:
            return pb.PlanResourceChange.Response(planned_state=request.proposed_new_state)
        planned = fill(SCHEMA['resources'][request.type_name], wanted, lambda name, inner: UNKNOWN)
        return pb.PlanResourceChange.Response(planned_state=write(planned))

    def ApplyResourceChange(self, request, context):
        planned = read(request.planned_state)
        if planned is None:
            return pb.ApplyResourceChange.Response(new_state=request.planned_state)
        return pb.ApplyResourceChange.Response(new_state=write(invent(SCHEMA['resources'][request.type_name], planned)))

    def StopProvider(self, request, context):
        return pb.StopProvider.Response()


class Named:
    def full_name(self):
        return 'stand-in'


tf.provider.ProviderServicer = Provider
tf.runner.run_provider(Named(), argv=['provider'])
