#!/bin/sh
istioctl install --set profile=minimal -y
helm upgrade --install seldon-core seldonio/seldon-core-operator --set istio.enabled=true -n seldon-system
helm install other seldonio/seldon-core-operator -f values.yaml
helm install third seldonio/seldon-core-operator --set "$INGRESS.enabled=true"
