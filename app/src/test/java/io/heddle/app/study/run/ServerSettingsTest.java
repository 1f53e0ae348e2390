package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.workload.Scenarios;
import org.junit.jupiter.api.Test;

/** What every server of a study is told. */
final class ServerSettingsTest {
  @Test
  void serversAcceptTheBodiesOfEveryWorkload() {
    for (Scenario scenario : Scenarios.all(Profile.FULL)) {
      for (Setting setting : scenario.settings()) {
        if (setting.measurement() instanceof Measurement.Steady(var load)) {
          assertThat(load.requests())
              .as(setting.point().name())
              .extracting(RequestKind::bodyBytes)
              .allMatch(bytes -> bytes <= ServerSettings.MAX_BODY_BYTES);
        }
      }
    }
  }
}
