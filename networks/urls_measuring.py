"""The addresses of what people say: of themselves, of goals, of parts of life, and from three sides."""

from django.urls import path

from networks.views import check, goal, instrument, pulse, sides, wheel

measuring = [
    # How long I can go on
    path("networks/<uuid:pk>/how-are-you/", pulse.pulse, name="pulse"),
    path("networks/<uuid:pk>/how-are-you/how-often/", pulse.pulse_rhythm, name="pulse_rhythm"),
    path("networks/<uuid:pk>/how-are-you/not-now/", pulse.pulse_skip, name="pulse_skip"),
    path("networks/<uuid:pk>/how-are-you/tell/", pulse.relief_tell, name="relief_tell"),
    path("how-are-you/<uuid:pk>/erase/", pulse.pulse_erase, name="pulse_erase"),
    path("relief/<uuid:pk>/", pulse.relief, name="relief"),
    path("relief/<uuid:pk>/take-back/", pulse.relief_take_back, name="relief_take_back"),
    # A longer look at how I am, and the lists of questions of an organisation
    path("networks/<uuid:pk>/checks/", check.checks, name="checks"),
    path("networks/<uuid:pk>/checks/add/", check.check_add, name="check_add"),
    path("checks/<uuid:pk>/", check.check, name="check"),
    path("checks/<uuid:pk>/erase/", check.check_erase, name="check_erase"),
    path("organisations/<uuid:pk>/instruments/", instrument.instruments, name="instruments"),
    path("organisations/<uuid:pk>/instruments/add/", instrument.instrument_add, name="instrument_add"),
    path("instruments/<uuid:pk>/", instrument.instrument, name="instrument"),
    path("instruments/<uuid:pk>/end/", instrument.instrument_end, name="instrument_end"),
    # Goals
    path("networks/<uuid:pk>/goals/", goal.goals, name="goals"),
    path("needs/<uuid:pk>/goals/add/", goal.goal_add, name="goal_add"),
    path("goals/<uuid:pk>/", goal.goal, name="goal"),
    path("goals/<uuid:pk>/reword/", goal.goal_reword, name="goal_reword"),
    path("goals/<uuid:pk>/end/", goal.goal_end, name="goal_end"),
    # Parts of life then and now, and three sides
    path("networks/<uuid:pk>/wheel/", wheel.wheel, name="wheel"),
    path("networks/<uuid:pk>/wheel/words/", wheel.wheel_words, name="wheel_words"),
    path("networks/<uuid:pk>/wheel/say/", wheel.wheel_say, name="wheel_say"),
    path("wheel/<uuid:pk>/audience/", wheel.wheel_audience, name="wheel_audience"),
    path("wheel/<uuid:pk>/take-back/", wheel.wheel_take_back, name="wheel_take_back"),
    path("networks/<uuid:pk>/sides/", sides.sides, name="sides"),
]
