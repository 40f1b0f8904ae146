# A unit of a SeldonDeployment.
FROM python:3.10-slim
RUN pip install --no-cache-dir seldon-core==1.17.1
EXPOSE 9000
CMD exec seldon-core-microservice Model --service-type MODEL
