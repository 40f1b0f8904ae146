#!/bin/sh
helm repo add datawire https://www.getambassador.io
helm install ambassador datawire/ambassador --namespace ambassador --create-namespace
helm install seldon-core seldon-core-operator --repo https://storage.googleapis.com/seldon-charts \
  --set istio.enabled=true --set usageMetrics.enabled=false --namespace seldon-system
#       ^^^^^^^^^^^^^^^^^^ warning helm-ingress/otherIngress
