package dev.nervure.processor.snapshot;

import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Memory;
import dev.nervure.processor.plan.Plan;
import dev.nervure.processor.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as lines to read. */
final class PlanText {
    private final StringBuilder text = new StringBuilder();
    private final Plan plan;
    private final Program program;
    private final String indent;

    private PlanText(Plan plan, String indent) {
        this.plan = plan;
        this.program = plan.program();
        this.indent = indent;
    }

    static String of(Program program) {
        return of(Planner.plan(program), "");
    }

    private static String of(Plan plan, String indent) {
        PlanText lines = new PlanText(plan, indent);
        lines.size();
        lines.parameters();
        lines.steps("forward", plan.program().forward());
        lines.steps("loss", plan.program().loss());
        lines.steps("backward", plan.program().backward());
        lines.memory("inference", Memory.activations(plan, false));
        lines.memory("training", Memory.activations(plan, true));
        lines.memory("gradients", Memory.gradients(plan));
        plan.decisions().forEach(lines::decision);
        plan.program().repeats().forEach(repeat -> {
            lines.line("a turn of " + repeat.name());
            lines.text.append(of(plan.block(repeat), indent + "    "));
        });
        return lines.text.toString();
    }

    private void line(String line) {
        text.append(indent).append(line).append('\n');
    }

    private void size() {
        line(program.parameterCount() + " values in parameters, " + program.multiplyAdds() + " multiply-adds"
                + (program.trainable() ? ", learns" : "") + (program.hasLoss() ? ", has a loss" : "")
                + (program.unit().symbols().isEmpty()
                        ? ""
                        : ", samples as long as " + program.unit().symbols()));
    }

    private void parameters() {
        program.parameters()
                .forEach((path, value) -> line("parameter " + path + " " + value.shape() + " as "
                        + plan.names().local(value) + ", " + plan.layout(value)));
    }

    private void steps(String pass, List<Step> steps) {
        for (Step step : steps) {
            List<String> remarks = new ArrayList<>();
            if (step.when() != Step.When.ALWAYS) {
                remarks.add(step.when().toString());
            }
            if (step.add()) {
                remarks.add("adds");
            }
            LeftOut left = plan.leftOut().get(step);
            if (left != null) {
                remarks.add("leaves out " + left.everything() + ", " + left.training() + ", " + left.inference());
            }
            String remark = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
            line(pass + " " + names(step.outputs()) + ": "
                    + step.op().formula(step).replace("\n", "; ") + remark);
        }
    }

    private void memory(String kind, List<Memory.Array> arrays) {
        line(kind + " " + Memory.bytes(arrays) + " bytes: "
                + arrays.stream()
                        .map(array -> (array.shared() ? "[" + names(array.values()) + "]" : names(array.values()))
                                + (array.turns() == null ? "" : " of turns") + " " + array.bytes())
                        .collect(Collectors.joining(", ")));
    }

    private static String names(List<Value> values) {
        return values.stream().map(Value::local).collect(Collectors.joining(" "));
    }

    private void decision(Decision decision) {
        line("decision " + decision.layer() + ", " + decision.subject() + ": " + decision.choice() + ", "
                + decision.reason());
    }
}
