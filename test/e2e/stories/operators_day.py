"""An operator's day with boto3, which is told of the engine by its environment alone."""

import hashlib
import hmac
import json
import os
import unittest
import urllib.request
from datetime import datetime, timedelta

import boto3

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ARN = "arn:aws:codepipeline:eu-west-1:123456789012:"
NOBODY = "00000000-0000-0000-0000-000000000000"


def send(url, body, method="POST", **headers):
    headers = {"content-type": "application/json", **headers}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method)) as answer:
        return answer.read()


def control(path, document, method="PUT"):
    body = json.dumps(document).encode()
    return json.loads(send(f"{ENDPOINT}/_signalbox{path}", body, method, **{"X-Signalbox-Control": "1"}))


def advance(duration):
    """Moves the engine's clock, and tells its time."""
    return datetime.fromisoformat(control("/clock", {"advance": duration}, "POST")["now"])


def action(category, provider, name, owner="AWS", **extra):
    return {
        "name": name,
        "actionTypeId": {"category": category, "owner": owner, "provider": provider, "version": "1"},
        **extra,
    }


def checkout(branch="main"):
    return action(
        "Source",
        "CodeCommit",
        "Checkout",
        configuration={"RepositoryName": "web", "BranchName": branch, "PollForSourceChanges": "false"},
        outputArtifacts=[{"name": "Src"}],
    )


def build():
    configuration = {"ProjectName": "web"}
    return action("Build", "CodeBuild", "Compile", configuration=configuration, inputArtifacts=[{"name": "Src"}])


def deploy():
    configuration = {"BucketName": "web", "Extract": "true"}
    return action("Deploy", "S3", "Upload", configuration=configuration, inputArtifacts=[{"name": "Src"}])


def stage(name, *actions, **conditions):
    return {"name": name, "actions": list(actions), **conditions}


def rule(provider, **configuration):
    rule_type = {"category": "Rule", "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": provider, "ruleTypeId": rule_type, "configuration": configuration}


def condition(result, one_rule):
    return {"conditions": [{"result": result, "rules": [one_rule]}]}


def pipeline(name, *stages, **extra):
    return {
        "name": name,
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "pipelineType": "V2",
        "stages": [stage("Source", checkout()), *stages],
        **extra,
    }


class Operator(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("codepipeline")

    def create(self, name, *stages, **extra):
        return self.client.create_pipeline(pipeline=pipeline(name, *stages, **extra))

    def start(self, name, **request):
        return self.client.start_pipeline_execution(name=name, **request)["pipelineExecutionId"]

    def executions(self, name):
        return self.client.list_pipeline_executions(pipelineName=name)["pipelineExecutionSummaries"]

    def stage_state(self, name, stage_name):
        states = self.client.get_pipeline_state(name=name)["stageStates"]
        return next(state for state in states if state["stageName"] == stage_name)

    def pages(self, operation, member, **request):
        """The pages of a list, each as its items."""
        return [page[member] for page in self.client.get_paginator(operation).paginate(**request)]

    def test_looks_at_the_fleet(self):
        now = advance("PT1S")
        names = [f"fleet-{letter}" for letter in "cab"]
        for name in names:
            self.create(name, stage("Build", build()))
        pages = self.pages("list_pipelines", "pipelines", PaginationConfig={"PageSize": 2})
        self.assertTrue(all(len(page) <= 2 for page in pages))
        listed = [summary for page in pages for summary in page if summary["name"] in names]
        self.assertEqual([summary["name"] for summary in listed], sorted(names))
        for summary in listed:
            self.assertEqual(summary["created"], now)
            self.assertEqual((summary["pipelineType"], summary["executionMode"]), ("V2", "SUPERSEDED"))
        metadata = self.client.get_pipeline(name="fleet-a")["metadata"]
        self.assertEqual(metadata["pipelineArn"], ARN + "fleet-a")
        self.assertEqual(metadata["updated"].utcoffset(), timedelta())

    def test_meets_errors_as_classes(self):
        errors = self.client.exceptions
        self.create("errors", stage("Gate", action("Approval", "Manual", "Approve")))
        gate = {"pipelineName": "errors", "stageName": "Gate"}
        good, late = stage("Build", build()), stage("Late", checkout())
        inbound = {"transitionType": "Inbound"}
        nobody = {"pipelineName": "errors", "pipelineExecutionId": NOBODY}
        approval = {**gate, "actionName": "Approve", "result": {"status": "Approved", "summary": ""}}
        for error, call, request in [
            (errors.PipelineNotFoundException, "get_pipeline", {"name": "nope"}),
            (errors.PipelineVersionNotFoundException, "get_pipeline", {"name": "errors", "version": 2}),
            (errors.PipelineNameInUseException, "create_pipeline", {"pipeline": pipeline("errors", good)}),
            (errors.InvalidStructureException, "create_pipeline", {"pipeline": pipeline("lone", late)}),
            (errors.ValidationException, "create_pipeline", {"pipeline": pipeline("a/b", good)}),
            (errors.StageNotFoundException, "enable_stage_transition", {**gate, "stageName": "No", **inbound}),
            (errors.InvalidApprovalTokenException, "put_approval_result", {**approval, "token": NOBODY}),
            (errors.PipelineExecutionNotFoundException, "get_pipeline_execution", nobody),
            (errors.InvalidNextTokenException, "list_pipelines", {"nextToken": "made-up"}),
            (errors.ResourceNotFoundException, "list_tags_for_resource", {"resourceArn": ARN + "nope"}),
        ]:
            with self.subTest(call=call, error=error.__name__):
                with self.assertRaises(error) as raised:
                    getattr(self.client, call)(**request)
                response = raised.exception.response
                self.assertEqual(response["Error"]["Code"], error.__name__)
                self.assertTrue(response["Error"]["Message"])
                self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)
                self.assertRegex(response["ResponseMetadata"]["RequestId"], r"^[0-9a-f-]{36}$")

    def test_reads_a_history_page_by_page(self):
        self.create("history", stage("Build", build()), executionMode="QUEUED")
        started = [self.start("history") for _ in range(4)]
        now = advance("PT5M")
        pages = self.pages(
            "list_pipeline_executions",
            "pipelineExecutionSummaries",
            pipelineName="history",
            PaginationConfig={"PageSize": 2},
        )
        self.assertEqual([len(page) for page in pages], [2, 2, 1])
        executions = [summary for page in pages for summary in page]
        self.assertEqual([summary["pipelineExecutionId"] for summary in executions[:4]], started[::-1])
        self.assertEqual({summary["status"] for summary in executions}, {"Succeeded"})
        # One after the other: each build takes 10 s.
        ends = [summary["lastUpdateTime"] for summary in executions]
        self.assertEqual(ends, sorted(ends, reverse=True))
        self.assertEqual(len(set(ends)), 5)
        self.assertTrue(all(now - timedelta(minutes=5) < end < now for end in ends))

        pages = self.pages(
            "list_action_executions", "actionExecutionDetails", pipelineName="history", PaginationConfig={"PageSize": 3}
        )
        self.assertEqual([len(page) for page in pages], [3, 3, 3, 1])
        actions = [detail for page in pages for detail in page]
        self.assertEqual(sum(detail["actionName"] == "Compile" for detail in actions), 5)
        compile_ = actions[0]
        self.assertEqual(compile_["pipelineExecutionId"], started[-1])
        self.assertEqual(compile_["lastUpdateTime"] - compile_["startTime"], timedelta(seconds=10))
        self.assertEqual(compile_["output"]["outputVariables"], {})
        self.assertEqual(compile_["input"]["resolvedConfiguration"], {"ProjectName": "web"})
        self.assertEqual(compile_["input"]["inputArtifacts"][0]["s3location"]["bucket"], "artifacts")

    def test_sends_a_change_once_though_its_answer_is_lost(self):
        self.create("lossy", stage("Build", build()), executionMode="QUEUED")
        fault = {"service": "codepipeline", "operation": "StartPipelineExecution", "kind": "drop", "times": 1}
        control("/faults", {"rules": [fault]})
        answer = self.client.start_pipeline_execution(name="lossy")
        self.assertEqual(answer["ResponseMetadata"]["RetryAttempts"], 1)
        summaries = self.executions("lossy")
        self.assertEqual(len(summaries), 2)
        self.assertEqual(summaries[0]["pipelineExecutionId"], answer["pipelineExecutionId"])

    def test_sees_conditions_decide(self):
        control("/alarms", {"alarms": [{"name": "5xx", "state": "OK"}]})
        wanted = rule("VariableCheck", Variable="#{variables.CANARY}", Operator="EQ", Value="yes")
        quiet = rule("CloudWatchAlarm", AlarmName="5xx", WaitTime="5")
        self.create(
            "careful",
            stage("Canary", build(), beforeEntry=condition("SKIP", wanted)),
            stage("Prod", deploy(), onSuccess=condition("ROLLBACK", quiet)),
            variables=[{"name": "CANARY", "defaultValue": "no"}],
        )
        advance("PT10M")
        self.assertEqual(self.stage_state("careful", "Canary")["latestExecution"]["status"], "Skipped")
        prod = self.stage_state("careful", "Prod")
        self.assertEqual(prod["latestExecution"]["status"], "Succeeded")
        self.assertEqual(prod["onSuccessConditionState"]["latestExecution"]["status"], "Succeeded")
        good = prod["latestExecution"]["pipelineExecutionId"]

        bad = self.start("careful", variables=[{"name": "CANARY", "value": "yes"}])
        advance("PT1M")
        prod = self.stage_state("careful", "Prod")
        checked = {"pipelineExecutionId": bad, "status": "InProgress", "type": "STANDARD"}
        self.assertEqual(prod["latestExecution"], checked)
        self.assertEqual(prod["onSuccessConditionState"]["latestExecution"]["status"], "InProgress")
        control("/alarms", {"alarms": [{"name": "5xx", "state": "ALARM"}]})
        advance("PT10M")

        prod = self.stage_state("careful", "Prod")
        self.assertEqual(prod["latestExecution"]["type"], "ROLLBACK")
        rolled_back, failed, first = self.executions("careful")
        self.assertEqual((failed["pipelineExecutionId"], failed["status"]), (bad, "Failed"))
        self.assertEqual(rolled_back["trigger"]["triggerType"], "AutomatedRollback")
        self.assertEqual(rolled_back["rollbackMetadata"], {"rollbackTargetPipelineExecutionId": good})
        self.assertEqual(rolled_back["sourceRevisions"], first["sourceRevisions"])
        rules = self.pages("list_rule_executions", "ruleExecutionDetails", pipelineName="careful")[0]
        self.assertEqual(
            [(detail["ruleName"], detail["status"]) for detail in rules if detail["pipelineExecutionId"] == bad],
            [("CloudWatchAlarm", "Failed"), ("VariableCheck", "Succeeded")],
        )

    def test_answers_approvals(self):
        self.create("gated", stage("Gate", action("Approval", "Manual", "Approve")), stage("Build", build()))
        now = advance("PT1M")
        approve = self.stage_state("gated", "Gate")["actionStates"][0]["latestExecution"]
        self.assertEqual(approve["status"], "InProgress")
        self.assertEqual(now - approve["lastStatusChange"], timedelta(seconds=59))
        answer = {"pipelineName": "gated", "stageName": "Gate", "actionName": "Approve", "token": approve["token"]}
        rejected = {"status": "Rejected", "summary": "not on a Friday"}
        answered = self.client.put_approval_result(**answer, result=rejected)
        self.assertEqual(answered["approvedAt"], now)
        with self.assertRaises(self.client.exceptions.ApprovalAlreadyCompletedException):
            self.client.put_approval_result(**answer, result=rejected)
        gate = self.stage_state("gated", "Gate")
        self.assertEqual(gate["latestExecution"]["status"], "Failed")
        latest = gate["actionStates"][0]["latestExecution"]
        self.assertNotIn("token", latest)
        self.assertEqual(
            (latest["status"], latest["summary"], latest["lastUpdatedBy"]),
            ("Failed", "not on a Friday", "arn:aws:iam::123456789012:user/alice"),
        )

    def test_lets_a_repository_call(self):
        self.create("called", stage("Build", build()))
        advance("PT1M")
        definition = {
            "name": "called-push",
            "targetPipeline": "called",
            "targetAction": "Checkout",
            "filters": [{"jsonPath": "$.ref", "matchEquals": "refs/heads/{BranchName}"}],
            "authentication": "GITHUB_HMAC",
            "authenticationConfiguration": {"SecretToken": "s3cret"},
        }
        webhook = self.client.put_webhook(webhook=definition, tags=[{"key": "team", "value": "web"}])["webhook"]
        self.assertNotIn("s3cret", json.dumps(webhook, default=str))
        for ref in ["refs/heads/topic", "refs/heads/main"]:
            body = json.dumps({"ref": ref}).encode()
            signature = "sha1=" + hmac.new(b"s3cret", body, hashlib.sha1).hexdigest()
            send(webhook["url"], body, **{"X-Hub-Signature": signature})
        newest, created = self.executions("called")
        self.assertEqual(newest["trigger"], {"triggerType": "Webhook", "triggerDetail": webhook["arn"]})
        self.assertEqual(created["trigger"]["triggerType"], "CreatePipeline")
        (listed,) = [item for page in self.pages("list_webhooks", "webhooks") for item in page]
        self.assertEqual(listed["definition"]["name"], "called-push")
        self.assertIsInstance(listed["lastTriggered"], datetime)
        self.client.tag_resource(resourceArn=webhook["arn"], tags=[{"key": "tier", "value": "1"}])
        self.client.untag_resource(resourceArn=webhook["arn"], tagKeys=["team"])
        tags = self.pages("list_tags_for_resource", "tags", resourceArn=webhook["arn"])
        self.assertEqual(tags, [[{"key": "tier", "value": "1"}]])
        self.client.delete_webhook(name="called-push")
        self.assertEqual(self.pages("list_webhooks", "webhooks"), [[]])

    def test_works_off_jobs(self):
        errors = self.client.exceptions
        browsers = {"category": "Test", "provider": "Browsers", "version": "1"}
        suite = {"name": "Suite", "required": True, "key": True, "secret": False, "queryable": True, "type": "String"}
        created = self.client.create_custom_action_type(
            **browsers,
            configurationProperties=[suite],
            inputArtifactDetails={"minimumCount": 1, "maximumCount": 1},
            outputArtifactDetails={"minimumCount": 0, "maximumCount": 0},
        )
        type_id = created["actionType"]["id"]
        self.assertEqual(type_id, {**browsers, "owner": "Custom"})
        all_suites = {"configuration": {"Suite": "all"}, "inputArtifacts": [{"name": "Src"}]}
        test = action("Test", "Browsers", "Click", "Custom", **all_suites)
        self.create("worked", stage("Test", test))
        poll = {"actionTypeId": type_id, "queryParam": {"Suite": "all"}}
        self.assertEqual(self.client.poll_for_jobs(**poll)["jobs"], [])
        advance("PT1M")

        (job,) = self.client.poll_for_jobs(**poll)["jobs"]
        self.assertEqual(self.client.poll_for_jobs(**poll)["jobs"], [])
        self.assertEqual(job["accountId"], "123456789012")
        self.assertEqual(job["data"]["actionConfiguration"], {"configuration": {"Suite": "all"}})
        self.assertEqual(job["data"]["pipelineContext"]["pipelineName"], "worked")
        self.assertEqual(job["data"]["inputArtifacts"][0]["location"]["s3Location"]["bucketName"], "artifacts")
        with self.assertRaises(errors.InvalidNonceException):
            self.client.acknowledge_job(jobId=job["id"], nonce="stale")
        with self.assertRaises(errors.InvalidJobStateException):
            self.client.put_job_success_result(jobId=job["id"])
        self.assertEqual(self.client.acknowledge_job(jobId=job["id"], nonce=job["nonce"])["status"], "InProgress")
        half = {"summary": "half of them", "externalExecutionId": "run-1", "percentComplete": 50}
        self.client.put_job_success_result(jobId=job["id"], continuationToken="the rest", executionDetails=half)
        latest = self.stage_state("worked", "Test")["actionStates"][0]["latestExecution"]
        self.assertEqual({key: latest[key] for key in half}, half)

        (rest,) = self.client.poll_for_jobs(**poll)["jobs"]
        self.assertEqual(rest["data"]["continuationToken"], "the rest")
        self.client.acknowledge_job(jobId=rest["id"], nonce=rest["nonce"])
        failure = {"type": "JobFailed", "message": "3 buttons do nothing"}
        self.client.put_job_failure_result(jobId=rest["id"], failureDetails=failure)
        click = self.stage_state("worked", "Test")["actionStates"][0]["latestExecution"]
        self.assertEqual(click["status"], "Failed")
        self.assertEqual(click["errorDetails"], {"code": "JobFailed", "message": "3 buttons do nothing"})
        with self.assertRaises(errors.JobNotFoundException):
            self.client.get_job_details(jobId=NOBODY)

    def test_knows_what_can_be_built(self):
        types = [item["id"] for page in self.pages("list_action_types", "actionTypes") for item in page]
        self.assertIn({"category": "Deploy", "owner": "AWS", "provider": "CodeDeploy", "version": "1"}, types)
        self.assertEqual(len({json.dumps(one) for one in types}), len(types))
        rules = self.client.list_rule_types()["ruleTypes"]
        self.assertEqual(
            [one["id"]["provider"] for one in rules],
            ["CloudWatchAlarm", "CodeBuild", "Commands", "DeploymentWindow", "LambdaInvoke", "VariableCheck"],
        )


if __name__ == "__main__":
    unittest.main()
