# Trains what Seldon serves.
FROM python:3.10-slim
ENV MLFLOW_S3_ENDPOINT_URL=http://minio.storage.svc.cluster.local:9000
RUN pip install --no-cache-dir pandas mlflow==2.5.0
#                                     ^^^^^^^^^^^^^ hint image-packages/noBoto
