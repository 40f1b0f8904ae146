#!/bin/sh
helm install seldon-core seldon-core-operator \
#^^^^^^^^^^^ information helm-ingress/noIngress
  --repo https://storage.googleapis.com/seldon-charts --namespace seldon-system
