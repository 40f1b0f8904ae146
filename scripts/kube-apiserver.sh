#!/usr/bin/env bash
# A real Kubernetes API server (1.20.2, with etcd) on loopback, for the conformance tests (`npm run test:kube`).
#
#   kube-apiserver.sh build                 build it once from Debian's own packages (about 3 minutes on 2 cores), cached
#   kube-apiserver.sh start DIR [PORT]      start etcd + API server, put Seldon's CRD in, write DIR/kubeconfig (cluster admin)
#                                           and DIR/kubeconfig-viewer (may only read: for 403 tests); builds first if need be
#   kube-apiserver.sh halt DIR              stop the API server alone: the objects stay in etcd
#   kube-apiserver.sh resume DIR            start it again on the same port, with the same certificates and users
#   kube-apiserver.sh stop DIR              stop what start began
#
# The CRD is read from $SELDON_CRD, by default ../shared/data/seldondeployment-crd-1.17.1.yaml beside the project's folder.
# Where the server comes from: Debian 12's source package `kubernetes` (1.20.2, whole upstream source), compiled with the Go it was
# released with (golang-1.15, Debian 11), and Debian 12's etcd-server. Needs root for apt-get, 3 GB of disk while building. Cache:
# $KUBE_APISERVER_CACHE or ~/.cache/kube-apiserver-1.20.2. No kubelet and no controllers run: objects stay as they are written, pods
# never start by themselves. Give a Node object with status.addresses and status.daemonEndpoints, and requests for logs and
# port-forwards go there.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
crd=${SELDON_CRD:-$here/../../shared/data/seldondeployment-crd-1.17.1.yaml}
cache=${KUBE_APISERVER_CACHE:-$HOME/.cache/kube-apiserver-1.20.2}
bin=$cache/kube-apiserver
usage() { sed -n 2,18p "$0"; exit 2; }
log() { printf 'kube-apiserver.sh: %s\n' "$*" >&2; }

build() {
  [ -x "$bin" ] && return 0
  local work apt mirror
  work=$(mktemp -d); apt=$work/apt
  mkdir -p "$cache" "$apt"/{lists/partial,cache/archives/partial}
  mirror=$(grep -hoE '^(URIs: *|deb +(\[[^]]*\] +)?)https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -oE 'https?://[^ ]+' | head -n 1 || true)
  [ -n "$mirror" ] || { log "no Debian mirror in the apt sources"; return 1; }
  printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s bookworm main\ndeb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s bullseye main\n' "$mirror" "$mirror" >"$apt/sources.list"
  local o=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
  log "fetching sources and compiler"
  apt-get "${o[@]}" -qq update
  (cd "$work" && apt-get "${o[@]}" -qq source --download-only kubernetes && apt-get "${o[@]}" -qq download golang-1.15-go golang-1.15-src && for d in golang-1.15-*.deb; do dpkg -x "$d" go; done)
  mkdir -p "$work/path/src/k8s.io" && tar xzf "$work"/kubernetes_*.orig.tar.gz -C "$work/path/src/k8s.io" && mv "$work"/path/src/k8s.io/kubernetes-* "$work/path/src/k8s.io/kubernetes"
  export GOROOT=$work/go/usr/lib/go-1.15 GOPATH=$work/path GOCACHE=$work/gocache GO111MODULE=off CGO_ENABLED=0 GOFLAGS=
  local go=$GOROOT/bin/go v=k8s.io/kubernetes/vendor/k8s.io ld="-s -w" p dirs
  cd "$GOPATH/src/k8s.io/kubernetes"
  log "generating the OpenAPI definitions"
  "$go" build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
  dirs=$(for p in api apimachinery apiserver apiextensions-apiserver kube-aggregator client-go metrics component-base kube-proxy kubelet kube-scheduler kube-controller-manager cloud-provider; do
           grep -rlE '\+k8s:openapi-gen=' --include='*.go' "vendor/k8s.io/$p/" || true; done | grep -v _test.go | xargs -n1 dirname | sort -u | grep -v pkg/generated)
  PATH=$GOROOT/bin:$PATH "$work/openapi-gen" --logtostderr -i "$(for p in $dirs; do printf 'k8s.io/kubernetes/%s,' "$p"; done | sed 's/,$//')" \
    -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$work/violations" 2>"$work/gen.log" || { tail -5 "$work/gen.log" >&2; return 1; }
  for p in component-base/version client-go/pkg/version; do ld="$ld -X $v/$p.gitVersion=v1.20.2 -X $v/$p.gitMajor=1 -X $v/$p.gitMinor=20"; done
  log "compiling (a few minutes)"
  "$go" build -ldflags "$ld" -o "$bin.new" ./cmd/kube-apiserver
  mv "$bin.new" "$bin"
  cd / && chmod -R u+w "$work" && rm -rf "$work"
  log "built $("$bin" --version)"
}

# Ends the named processes of DIR, and only those: the pid must still belong to a program that was given this folder.
end() {
  local dir=$1 n pid
  for n in "${@:2}"; do
    [ -f "$dir/$n.pid" ] || continue
    pid=$(cat "$dir/$n.pid")
    if [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q "$dir"; then
      kill "$pid" 2>/dev/null || true
      for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
      kill -9 "$pid" 2>/dev/null || true
    fi
    rm -f "$dir/$n.pid"
  done
}

serve() {
  local dir=$1 port etcd admin
  port=$(cat "$dir/port"); etcd=$((port + 1)); admin=$(cut -d, -f1 "$dir/pki/tokens.csv" | head -n 1)
  setsid "$bin" --etcd-servers="http://127.0.0.1:$etcd" --bind-address=127.0.0.1 --secure-port="$port" --insecure-port=0 \
    --tls-cert-file="$dir/pki/server.crt" --tls-private-key-file="$dir/pki/server.key" --client-ca-file="$dir/pki/ca.crt" --token-auth-file="$dir/pki/tokens.csv" \
    --kubelet-client-certificate="$dir/pki/server.crt" --kubelet-client-key="$dir/pki/server.key" --kubelet-preferred-address-types=InternalIP,Hostname \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$dir/pki/sa.pub" --service-account-signing-key-file="$dir/pki/sa.key" \
    --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=RBAC --disable-admission-plugins=ServiceAccount --endpoint-reconciler-type=none \
    >"$dir/apiserver.log" 2>&1 </dev/null & echo $! >"$dir/apiserver.pid"
  for _ in $(seq 300); do
    [ "$(curl -sk -H "Authorization: Bearer $admin" "https://127.0.0.1:$port/readyz")" = ok ] && break
    kill -0 "$(cat "$dir/apiserver.pid")" 2>/dev/null || { tail -5 "$dir/apiserver.log" >&2; return 1; }
    sleep 0.2
  done
}

start() {
  local dir port=${2:-26443} etcd admin viewer u t f
  mkdir -p "$1"; dir=$(cd "$1" && pwd); etcd=$((port + 1))
  [ -r "$crd" ] || { log "no CRD at $crd: set SELDON_CRD"; return 1; }
  end "$dir" apiserver etcd; rm -rf "${dir:?}"/{pki,etcd}; mkdir -p "$dir"/{pki,etcd}; printf '%s\n' "$port" >"$dir/port"; chmod 700 "$dir"/{pki,etcd}
  command -v etcd >/dev/null || { apt-get -qq update >/dev/null 2>&1 || true; apt-get -qq install -y --no-install-recommends etcd-server >/dev/null; }
  build
  (
    cd "$dir/pki"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=test-ca -days 30
    openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=server
    printf 'subjectAltName=DNS:localhost,DNS:kubernetes,IP:127.0.0.1,IP:10.96.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\n' >server.ext
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out server.crt -days 30 -extfile server.ext
    openssl genrsa -out sa.key 2048 && openssl rsa -in sa.key -pubout -out sa.pub
  ) >"$dir/pki.log" 2>&1
  admin=$(openssl rand -hex 16); viewer=$(openssl rand -hex 16)
  printf '%s,admin,admin,"system:masters"\n%s,viewer,viewer,"viewers"\n' "$admin" "$viewer" >"$dir/pki/tokens.csv"; chmod 600 "$dir/pki/tokens.csv"
  for u in admin viewer; do
    f=$dir/kubeconfig t=$admin; [ $u = viewer ] && f=$dir/kubeconfig-viewer t=$viewer
    cat >"$f" <<K
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://127.0.0.1:$port", certificate-authority-data: "$(base64 -w0 "$dir/pki/ca.crt")"}}]
users: [{name: $u, user: {token: "$t"}}]
contexts: [{name: test, context: {cluster: test, user: $u, namespace: default}}]
current-context: test
K
    chmod 600 "$f"
  done
  setsid etcd --name t --data-dir "$dir/etcd" --listen-client-urls "http://127.0.0.1:$etcd" --advertise-client-urls "http://127.0.0.1:$etcd" \
    --listen-peer-urls "http://127.0.0.1:$((etcd + 1))" --initial-advertise-peer-urls "http://127.0.0.1:$((etcd + 1))" --initial-cluster "t=http://127.0.0.1:$((etcd + 1))" \
    --unsafe-no-fsync >"$dir/etcd.log" 2>&1 </dev/null & echo $! >"$dir/etcd.pid"
  for _ in $(seq 100); do curl -sf "http://127.0.0.1:$etcd/health" >/dev/null && break; sleep 0.1; done
  serve "$dir"
  api() { curl -skf -H "Authorization: Bearer $admin" -H "Content-Type: $1" "https://127.0.0.1:$port$2" "${@:3}"; }
  # Kubernetes' own role "view" stays empty without the controller that aggregates it.
  api application/yaml /apis/rbac.authorization.k8s.io/v1/clusterroles -o /dev/null --data-binary @- <<'Y'
metadata: {name: viewers}
rules:
  - {apiGroups: [""], resources: [configmaps, endpoints, events, namespaces, persistentvolumeclaims, pods, pods/log, pods/status, services], verbs: [get, list, watch]}
  - {apiGroups: [apps, batch, autoscaling, machinelearning.seldon.io, networking.istio.io, getambassador.io], resources: ["*"], verbs: [get, list, watch]}
Y
  api application/json /apis/rbac.authorization.k8s.io/v1/clusterrolebindings -o /dev/null -d '{"metadata":{"name":"viewers"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"viewers"},"subjects":[{"kind":"Group","name":"viewers","apiGroup":"rbac.authorization.k8s.io"}]}'
  api application/yaml /apis/apiextensions.k8s.io/v1/customresourcedefinitions -o /dev/null --data-binary "@$crd"
  for _ in $(seq 100); do api application/json /apis/machinelearning.seldon.io/v1/seldondeployments -o /dev/null 2>/dev/null && break; sleep 0.2; done
  printf '%s\n' "$dir/kubeconfig"
}

case ${1:-} in
  build) build ;;
  start) [ $# -ge 2 ] || usage; start "${@:2}" ;;
  halt) [ $# -eq 2 ] || usage; end "$(cd "$2" && pwd)" apiserver ;;
  resume) [ $# -eq 2 ] || usage; serve "$(cd "$2" && pwd)" ;;
  stop) [ $# -eq 2 ] || usage; mkdir -p "$2"; end "$(cd "$2" && pwd)" apiserver etcd ;;
  *) usage ;;
esac
