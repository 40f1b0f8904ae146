kubectl create namespace ambassodor
kubectl create ns seldon-system
helm install seldon-core seldonio/seldon-core-operator --namespace seldon-system --version 1.17.1
kubectl get pods -n ambassador
#                   ^^^^^^^^^^ warning script-namespace/misspelt (suggestion)
