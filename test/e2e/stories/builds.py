"""Builds with boto3, which is told of the engine by its environment alone."""

import json
import os
import unittest
import urllib.request

import boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
MANY = 103


def control(path, document, method="PUT"):
    headers = {"X-Signalbox-Control": "1", "content-type": "application/json"}
    body = json.dumps(document).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/_signalbox{path}", body, headers, method=method)) as answer:
        return json.loads(answer.read())


def advance(duration):
    control("/clock", {"advance": duration}, "POST")


class Builds(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("codebuild")
        control("/behaviors", {"rules": [{"match": {"project": "*"}, "testReport": {"passed": MANY, "failed": 0}}]})
        cls.create("web")

    @classmethod
    def create(cls, name):
        cls.client.create_project(
            name=name,
            source={"type": "GITHUB", "location": "https://example.com/web.git"},
            artifacts={"type": "NO_ARTIFACTS"},
            environment={"type": "LINUX_CONTAINER", "image": "image", "computeType": "BUILD_GENERAL1_SMALL"},
            serviceRole="arn:aws:iam::123456789012:role/build",
        )

    def start(self, project="web"):
        return self.client.start_build(projectName=project)["build"]["id"]

    def build(self, build_id):
        return self.client.batch_get_builds(ids=[build_id])["builds"][0]

    def pages(self, operation, member, **request):
        return [page.get(member, []) for page in self.client.get_paginator(operation).paginate(**request)]

    def test_pages_through_every_list(self):
        for number in range(MANY):
            self.create(f"paged-{number:04}")
            self.start(f"paged-{number:04}")
            self.start("paged-0000")
        advance("PT1M")
        pages = {operation: self.pages(operation, member) for operation, member in (
            ("list_projects", "projects"),
            ("list_builds", "ids"),
            ("list_report_groups", "reportGroups"),
            ("list_reports", "reports"),
        )}
        pages["list_builds_for_project"] = self.pages("list_builds_for_project", "ids", projectName="paged-0000")
        group, report = pages["list_report_groups"][0][0], pages["list_reports"][0][0]
        pages["list_reports_for_report_group"] = self.pages("list_reports_for_report_group", "reports", reportGroupArn=group)
        cases = self.pages("describe_test_cases", "testCases", reportArn=report)
        pages["describe_test_cases"] = [[case["name"] for case in page] for page in cases]
        for operation, found in pages.items():
            with self.subTest(operation):
                self.assertEqual({len(page) for page in found[:-1]}, {100})
                items = [item for page in found for item in page]
                self.assertEqual(len(items), len(set(items)))
                self.assertGreaterEqual(len(items), MANY)

    def test_stops_and_retries(self):
        first = self.start()
        self.assertEqual(self.build(first)["buildStatus"], "IN_PROGRESS")
        self.client.stop_build(id=first)
        advance("PT1M")
        self.assertEqual(self.build(first)["buildStatus"], "STOPPED")
        again = self.client.retry_build(id=first)["build"]
        advance("PT1M")
        ended = self.build(again["id"])
        self.assertEqual(ended["buildStatus"], "SUCCEEDED")
        self.assertEqual(ended["buildNumber"], self.build(first)["buildNumber"] + 1)
        seconds = (ended["endTime"] - ended["startTime"]).total_seconds()
        self.assertEqual(seconds, 10)
        self.assertEqual(ended["phases"][-1], {"phaseType": "COMPLETED", "startTime": ended["endTime"]})

    def test_reads_errors_by_their_names(self):
        errors = self.client.exceptions
        with self.assertRaises(errors.ResourceNotFoundException):
            self.start("nobody")
        with self.assertRaises(errors.ResourceAlreadyExistsException):
            self.create("web")
        with self.assertRaises(errors.InvalidInputException):
            self.client.batch_get_builds(ids=["web"])
        unknown = "web:00000000-0000-4000-8000-000000000000"
        self.assertEqual(self.client.batch_get_builds(ids=[unknown])["buildsNotFound"], [unknown])
        with self.assertRaises(ClientError) as refused:
            self.client.list_builds(nextToken="none")
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidInputException")


if __name__ == "__main__":
    unittest.main()
