kubectl create namespace ambassodor
kubectl create ns seldon-system
helm install seldon-core seldonio/seldon-core-operator --namespace seldon-system --version 1.17.1
#^^^^^^^^^^^ information helm-ingress/noIngress
kubectl get pods -n ambassodor
