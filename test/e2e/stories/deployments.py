"""Deployments with boto3, which is told of the engine by its environment alone."""

import json
import os
import threading
import unittest
import urllib.request

import boto3
from botocore.exceptions import WaiterError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ROLE = "arn:aws:iam::123456789012:role/deploy"
MANY = 103
APPSPEC = """version: 0.0
os: linux
hooks:
  AfterInstall:
    - location: scripts/migrate.sh
      timeout: 60
"""


def control(path, document, method="PUT"):
    headers = {"X-Signalbox-Control": "1", "content-type": "application/json"}
    body = json.dumps(document).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/_signalbox{path}", body, headers, method=method)) as answer:
        return json.loads(answer.read())


def advance(duration):
    control("/clock", {"advance": duration}, "POST")


class Deployments(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("codedeploy")
        tags = {"role": "web"}
        control("/fleet", {"instances": [{"id": f"i-{number:04}", "tags": tags} for number in range(130)]})
        control("/revisions", {"revisions": [{"bucket": "b", "key": "web.zip", "appspec": APPSPEC}]})
        cls.client.create_application(applicationName="web")
        cls.client.create_deployment_group(
            applicationName="web",
            deploymentGroupName="prod",
            deploymentConfigName="CodeDeployDefault.AllAtOnce",
            ec2TagFilters=[{"Key": "role", "Value": "web", "Type": "KEY_AND_VALUE"}],
            serviceRoleArn=ROLE,
        )

    def deploy(self):
        location = {"bucket": "b", "key": "web.zip", "bundleType": "zip"}
        return self.client.create_deployment(
            applicationName="web",
            deploymentGroupName="prod",
            revision={"revisionType": "S3", "s3Location": location},
        )["deploymentId"]

    def await_success(self, deployment_id):
        """Waits, while somebody else lets time pass."""
        passing = threading.Timer(0.2, advance, ["PT1M"])
        passing.start()
        try:
            waiter = self.client.get_waiter("deployment_successful")
            waiter.wait(deploymentId=deployment_id, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
        finally:
            passing.join()

    def pages(self, operation, member, **request):
        return [page[member] for page in self.client.get_paginator(operation).paginate(**request)]

    def test_waits_for_a_deployment_and_pages_through_its_targets(self):
        deployment_id = self.deploy()
        self.await_success(deployment_id)
        info = self.client.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
        self.assertEqual(info["deploymentOverview"]["Succeeded"], 130)
        self.assertEqual((info["completeTime"] - info["startTime"]).total_seconds(), 2)
        pages = self.pages("list_deployment_targets", "targetIds", deploymentId=deployment_id)
        self.assertEqual([len(page) for page in pages], [100, 30])
        targets = self.client.batch_get_deployment_targets(deploymentId=deployment_id, targetIds=pages[1][:25])
        states = {target["instanceTarget"]["status"] for target in targets["deploymentTargets"]}
        self.assertEqual(states, {"Succeeded"})
        self.assertIn([deployment_id], [page[:1] for page in self.pages("list_deployments", "deployments")])

    def test_pages_through_every_list(self):
        web = {"applicationName": "paged"}
        prod = {**web, "deploymentGroupName": "group-0000"}
        self.client.create_application(**web)
        for number in range(MANY):
            self.client.create_application(applicationName=f"app-{number:04}")
            group = {"deploymentGroupName": f"group-{number:04}", "serviceRoleArn": ROLE}
            self.client.create_deployment_group(**web, **group)
            minimum = {"type": "HOST_COUNT", "value": 1}
            self.client.create_deployment_config(deploymentConfigName=f"config-{number:04}", minimumHealthyHosts=minimum)
            user = f"arn:aws:iam::123456789012:user/{number:04}"
            self.client.register_on_premises_instance(instanceName=f"rack-{number:04}", iamUserArn=user)
            location = {"bucket": "b", "key": f"{number:04}.zip", "bundleType": "zip"}
            self.client.create_deployment(**prod, revision={"revisionType": "S3", "s3Location": location})
            advance("PT2S")
        deployment_id = self.deploy()
        advance("PT1M")
        for operation, member, request in (
            ("list_applications", "applications", {}),
            ("list_application_revisions", "revisions", web),
            ("list_deployment_configs", "deploymentConfigsList", {}),
            ("list_deployment_groups", "deploymentGroups", web),
            ("list_deployment_instances", "instancesList", {"deploymentId": deployment_id}),
            ("list_deployment_targets", "targetIds", {"deploymentId": deployment_id}),
            ("list_deployments", "deployments", prod),
            ("list_on_premises_instances", "instanceNames", {}),
        ):
            with self.subTest(operation):
                pages = self.pages(operation, member, **request)
                self.assertEqual([len(page) for page in pages[:-1]], [100])
                items = [json.dumps(item) for page in pages for item in page]
                self.assertEqual(len(items), len(set(items)))
                self.assertGreaterEqual(len(items), MANY)
        self.assertEqual(self.pages("list_git_hub_account_token_names", "tokenNameList"), [[]])

    def test_hears_of_a_failure(self):
        match = {"application": "web", "lifecycleEvent": "AfterInstall"}
        control("/behaviors", {"rules": [{"match": match, "outcome": "fail"}]})
        try:
            deployment_id = self.deploy()
            with self.assertRaises(WaiterError):
                self.await_success(deployment_id)
        finally:
            control("/behaviors", {"rules": []})
        info = self.client.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
        self.assertEqual(info["errorInformation"]["code"], "HEALTH_CONSTRAINTS")
        target = self.client.get_deployment_target(deploymentId=deployment_id, targetId="i-0000")["deploymentTarget"]
        event = target["instanceTarget"]["lifecycleEvents"][4]
        self.assertEqual(event["lifecycleEventName"], "AfterInstall")
        self.assertEqual(event["diagnostics"]["scriptName"], "scripts/migrate.sh")
        self.assertEqual(event["diagnostics"]["errorCode"], "ScriptFailed")

    def test_reads_errors_by_their_names(self):
        errors = self.client.exceptions
        deployment_id = self.deploy()
        with self.assertRaises(errors.DeploymentLimitExceededException):
            self.deploy()
        with self.assertRaises(errors.DeploymentNotStartedException):
            self.client.list_deployment_targets(deploymentId=deployment_id)
        stopped = self.client.stop_deployment(deploymentId=deployment_id, autoRollbackEnabled=False)
        self.assertEqual(stopped["status"], "Succeeded")
        with self.assertRaises(errors.DeploymentAlreadyCompletedException):
            self.client.stop_deployment(deploymentId=deployment_id)
        with self.assertRaises(errors.DeploymentDoesNotExistException):
            self.client.get_deployment(deploymentId="d-000000000")


if __name__ == "__main__":
    unittest.main()
