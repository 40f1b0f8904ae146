kubectl wait --for=condition=ready pod -l control-plane=seldon-controller-manager -n seldon-system
kubectl get pods -l seldon-deployment-id=churn
