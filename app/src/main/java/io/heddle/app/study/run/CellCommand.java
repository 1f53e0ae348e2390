package io.heddle.app.study.run;

import io.heddle.app.study.data.ShellWords;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.Timing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that measure single cells of a study again, to be pasted into a shell. They name
 * everything that determines what is measured, also what the study has chosen itself.
 */
public final class CellCommand {
  /** A study goes on in a folder that has results already, and refuses those of another study. */
  private static final String NEW_FOLDER = "--out=$(mktemp -d heddle-cell-XXXXXX)";

  private final String program;
  private final Plan plan;
  private final Timing timing;
  private final ServerSettings settings;
  private final Placement placement;
  private final @Nullable URI target;

  /**
   * The commands of a study.
   *
   * @param program as the user has typed it
   * @param plan with the sizes of pools that were chosen by measuring
   * @param target a server that is not started but only used, or null
   */
  public CellCommand(
      String program,
      Plan plan,
      ServerSettings settings,
      Placement placement,
      @Nullable URI target) {
    this.program = program;
    this.plan = plan;
    this.timing = plan.timing();
    this.settings = settings;
    this.placement = placement;
    this.target = target;
  }

  /** The command of a variant's cells at a point. */
  public String of(Scenario scenario, Setting setting, Variant variant) {
    List<String> words = new ArrayList<>(List.of(program, "study"));
    words.addAll(scenario.selection());
    words.add("--point=" + setting.point().name());
    if (target == null) {
      words.add("--engines=" + Engines.word(variant));
      words.addAll(settings.options(setting.measurement()));
    } else {
      words.add("--target=" + target);
    }
    if (settings.stepsPerMicrosecond() != null) {
      words.add("--steps-per-microsecond=" + settings.stepsPerMicrosecond());
    }
    words.addAll(placement.options());
    words.add("--profile=" + plan.profile().text());
    words.add("--rounds=1");
    words.add("--seed=" + plan.seed());
    words.add("--window=" + timing.window().toMillis() + "ms");
    words.add("--no-explain");
    return ShellWords.join(words) + " " + NEW_FOLDER;
  }
}
