"""What the playbooks have made of K3s' settings, read on the machines themselves."""
import json
import subprocess
import sys

import yaml


def read(machine, path):
    return subprocess.run(['docker', 'exec', machine, 'cat', path], check=True, capture_output=True, text=True, timeout=60).stdout


def settings(machine):
    return yaml.safe_load(read(machine, '/etc/rancher/k3s/config.yaml')), yaml.safe_load(read(machine, '/etc/rancher/k3s/config.yaml.d/10-join.yaml'))


def arguments(listed):
    return dict(one.split('=', 1) for one in listed)


def server(machine):
    found, _ = settings(machine)
    assert found['secrets-encryption'] is True and found['protect-kernel-defaults'] is True, found
    assert found['write-kubeconfig-mode'] == '0600' and found['flannel-backend'] == 'wireguard-native', found
    api = arguments(found['kube-apiserver-arg'])
    assert api['audit-log-path'].endswith('/audit.log') and api['audit-log-maxage'] == '30', api
    assert 'NodeRestriction' in api['enable-admission-plugins'], api
    judged = yaml.safe_load(read(machine, api['admission-control-config-file']))
    pods = next(one for one in judged['plugins'] if one['name'] == 'PodSecurity')['configuration']
    assert pods['defaults']['enforce'] == 'restricted' and pods['exemptions']['namespaces'] == ['kube-system', 'longhorn-system'], pods
    audited = yaml.safe_load(read(machine, api['audit-policy-file']))
    secrets = [rule['level'] for rule in audited['rules'] if any('secrets' in group.get('resources', []) for group in rule.get('resources', []))]
    assert secrets == ['Metadata'], 'what a Secret holds must not be in the log'
    policies = list(yaml.safe_load_all(read(machine, '/var/lib/rancher/k3s/server/manifests/koprogo-network-policies.yaml')))
    assert {one['metadata']['namespace'] for one in policies} == {'kube-system', 'kube-public', 'default'}, policies
    return found


def cluster():
    for number in (1, 2, 3):
        found = server(f'control-{number}')
        _, joins = settings(f'control-{number}')
        assert joins == ({'cluster-init': True} if number == 1 else {'server': 'https://10.30.0.10:6443'}), joins
        assert found['node-label'] == [f"topology.kubernetes.io/zone=zone-{'abc'[number - 1]}"], found
        assert found['disable'] == ['local-storage'] and found['node-taint'] and found['etcd-snapshot-retention'] == 28, found
        assert f'10.30.0.{9 + number}' in found['tls-san'], found
    found, joins = settings('worker-1')
    assert joins == {'server': 'https://10.30.0.10:6443'} and found['token-file'].endswith('/agent-token'), found
    kubelet = arguments(found['kubelet-arg'])
    assert 'RC4' not in kubelet['tls-cipher-suites'] and kubelet['shutdown-grace-period'] == '90s', kubelet
    started = [json.loads(line) for line in read('worker-1', '/var/log/k3s-stand-in.log').splitlines()]
    assert [one['argv'] for one in started if 'argv' in one] == [['agent']], 'a worker starts once, and is not restarted by a second run'


def alone():
    found = server('alone')
    _, joins = settings('alone')
    assert joins is None and 'node-taint' not in found and 'disable' not in found, found
    assert not any(key.startswith('etcd') for key in found), 'one server keeps its data in a file'


{'cluster': cluster, 'alone': alone}[sys.argv[1]]()
