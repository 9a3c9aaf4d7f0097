"""Addresses of deviations: random ids only."""

from django.urls import path

from deviations.views import (
    agreements,
    beside,
    board,
    delegation_forms,
    delegations,
    grouping,
    investigation,
    joining,
    meeting_forms,
    meetings,
    pages,
    proposals,
    reporting,
    serious,
    steps,
    table,
    trends,
    year,
)

urlpatterns = [
    path("avvikelser/", pages.ListView.as_view(), name="deviation_list"),
    path("avvikelser/tavla/", board.MainView.as_view(), name="deviation_board"),
    path("avvikelser/tavla/liknande/", grouping.AlikeView.as_view(), name="deviation_alike"),
    path("avvikelser/tavla/over-tid/", trends.TrendsView.as_view(), name="deviation_trends"),
    path("avvikelser/tavla/over-tid.svg", trends.DiagramView.as_view(), name="deviation_trend_diagram"),
    path("avvikelser/tavla/aret/", year.YearView.as_view(), name="deviation_year"),
    path("avvikelser/tavla/aret.<slug:form>", year.FileView.as_view(), name="deviation_year_file"),
    path("avvikelser/tavla/lyft/", board.LiftView.as_view(), name="deviation_board_lift"),
    path("avvikelser/tavla/vyer/", board.ViewsView.as_view(), name="deviation_board_views"),
    path(
        "avvikelser/tavla/vyer/<int:filter_id>/ta-bort/",
        board.RemoveViewView.as_view(),
        name="deviation_board_view_remove",
    ),
    path(
        "avvikelser/<uuid:deviation_id>/flytta/<slug:step>/", board.MoveView.as_view(), name="deviation_move"
    ),
    path("avvikelser/ny/", reporting.NewView.as_view(), name="deviation_new"),
    path("avvikelser/tack/", beside.ThankView.as_view(), name="deviation_thank"),
    path("avvikelser/bilagor/<uuid:deviation_id>/", beside.EncloseView.as_view(), name="deviation_enclose"),
    path(
        "avvikelser/<uuid:deviation_id>/bilagor/<uuid:file_id>/",
        beside.FileView.as_view(),
        name="deviation_file",
    ),
    path("avvikelser/mottagare/", table.RoutesView.as_view(), name="deviation_routes"),
    path("avvikelser/mottagare/ny/", table.NewRouteView.as_view(), name="deviation_route_new"),
    path("avvikelser/mottagare/<int:route_id>/", table.RouteView.as_view(), name="deviation_route"),
    path("avvikelser/svarstider/", table.TermsView.as_view(), name="deviation_terms"),
    path("avvikelser/forslag/", proposals.ListView.as_view(), name="deviation_proposals"),
    path("avvikelser/forslag/regler/", proposals.RulesView.as_view(), name="deviation_proposal_rules"),
    path(
        "avvikelser/forslag/<uuid:proposal_id>/avfarda/",
        proposals.DismissView.as_view(),
        name="deviation_proposal_dismiss",
    ),
    path("avvikelser/<uuid:deviation_id>/", pages.DetailView.as_view(), name="deviation_detail"),
    path("avvikelser/<uuid:deviation_id>/svara/", pages.AnswerView.as_view(), name="deviation_answer"),
    path("delegeringar/", delegations.ListView.as_view(), name="delegations"),
    path("delegeringar/upphorda/", delegations.EndedView.as_view(), name="delegations_ended"),
    path("delegeringar/i-natt/", delegations.TonightView.as_view(), name="delegation_tonight"),
    path("delegeringar/ny/", delegation_forms.NewView.as_view(), name="delegation_new"),
    path("delegeringar/utforare/", delegation_forms.StanceView.as_view(), name="delegation_stance"),
    path("delegeringar/uppgifter/", delegation_forms.TasksView.as_view(), name="delegation_tasks"),
    path("delegeringar/uppgifter/ny/", delegation_forms.TasksNewView.as_view(), name="delegation_tasks_new"),
    path(
        "delegeringar/personer/<int:assignment_id>/",
        delegations.PersonView.as_view(),
        name="delegation_person",
    ),
    path("delegeringar/<uuid:delegation_id>/", delegations.DetailView.as_view(), name="delegation"),
    path(
        "delegeringar/<uuid:delegation_id>/bekrafta/",
        delegations.AcceptView.as_view(),
        name="delegation_accept",
    ),
    path(
        "delegeringar/<uuid:delegation_id>/folj-upp/",
        delegation_forms.FollowUpView.as_view(),
        name="delegation_follow_up",
    ),
    path(
        "delegeringar/<uuid:delegation_id>/aterkalla/",
        delegation_forms.WithdrawView.as_view(),
        name="delegation_withdraw",
    ),
    path("avvikelser/<uuid:deviation_id>/skriv/", steps.WriteView.as_view(), name="deviation_write"),
    path("avvikelser/<uuid:deviation_id>/ta-emot/", steps.ReceiveView.as_view(), name="deviation_receive"),
    path(
        "avvikelser/<uuid:deviation_id>/utred/", steps.InvestigateView.as_view(), name="deviation_investigate"
    ),
    path("avvikelser/<uuid:deviation_id>/ta-over/", steps.TakeOverView.as_view(), name="deviation_take_over"),
    path(
        "avvikelser/<uuid:deviation_id>/fel-mottagare/", steps.ReturnView.as_view(), name="deviation_return"
    ),
    path("avvikelser/<uuid:deviation_id>/oppna-igen/", steps.ReopenView.as_view(), name="deviation_reopen"),
    path("avvikelser/<uuid:deviation_id>/sla-ihop/", joining.JoinView.as_view(), name="deviation_join"),
    path("avvikelser/<uuid:deviation_id>/dela/", joining.PartView.as_view(), name="deviation_part"),
    path("avvikelser/<uuid:deviation_id>/last/", steps.ReadView.as_view(), name="deviation_read"),
    path("avvikelser/<uuid:deviation_id>/avsluta/", steps.CloseView.as_view(), name="deviation_close"),
    path("moten/", meetings.ListView.as_view(), name="meetings"),
    path("moten/mandat/", meetings.MandatesView.as_view(), name="mandates"),
    path("moten/mandat/ny/", meeting_forms.HolderView.as_view(), name="mandate_new"),
    path("moten/mandat/<int:holder_id>/", meeting_forms.HolderView.as_view(), name="mandate"),
    path("moten/forum/ny/", meeting_forms.ForumFormView.as_view(), name="forum_new"),
    path("moten/forum/<uuid:forum_id>/", meetings.ForumView.as_view(), name="forum"),
    path("moten/forum/<uuid:forum_id>/andra/", meeting_forms.ForumFormView.as_view(), name="forum_change"),
    path("moten/forum/<uuid:forum_id>/plats/", meeting_forms.SeatView.as_view(), name="forum_seat_new"),
    path(
        "moten/forum/<uuid:forum_id>/plats/<int:seat_id>/",
        meeting_forms.SeatView.as_view(),
        name="forum_seat",
    ),
    path("moten/forum/<uuid:forum_id>/kalla/", meeting_forms.CallView.as_view(), name="meeting_call"),
    path("moten/<uuid:meeting_id>/", meetings.DetailView.as_view(), name="meeting"),
    path("moten/<uuid:meeting_id>/lyft/", meetings.LiftView.as_view(), name="meeting_lift"),
    path(
        "moten/<uuid:meeting_id>/lyft-aterinskrivning/",
        meetings.LiftReadmissionView.as_view(),
        name="meeting_lift_readmission",
    ),
    path("moten/<uuid:meeting_id>/punkt/", meeting_forms.ItemView.as_view(), name="meeting_item"),
    path("moten/<uuid:meeting_id>/beslut/", meeting_forms.DecideView.as_view(), name="meeting_decide"),
    path("moten/<uuid:meeting_id>/avsluta/", meeting_forms.CloseView.as_view(), name="meeting_close"),
    path("moten/<uuid:meeting_id>/anteckningar.pdf", meetings.MinutesView.as_view(), name="meeting_minutes"),
    path("moten/beslut/<uuid:decision_id>/", meetings.DecisionView.as_view(), name="meeting_decision"),
    path(
        "moten/beslut/<uuid:decision_id>/fore-och-efter.svg",
        meetings.EffectView.as_view(),
        name="meeting_effect",
    ),
    path(
        "moten/beslut/<uuid:decision_id>/klart/",
        meeting_forms.DoneView.as_view(),
        name="meeting_decision_done",
    ),
    path("overenskommelser/", agreements.ListView.as_view(), name="local_agreements"),
    path("overenskommelser/ny/", agreements.FormView.as_view(), name="agreement_new"),
    path("overenskommelser/<uuid:agreement_id>/", agreements.DetailView.as_view(), name="agreement"),
    path(
        "overenskommelser/<uuid:agreement_id>/andra/", agreements.FormView.as_view(), name="agreement_change"
    ),
    path(
        "overenskommelser/<uuid:agreement_id>/signera/", agreements.SignView.as_view(), name="agreement_sign"
    ),
    path("overenskommelser/<uuid:agreement_id>/avsluta/", agreements.EndView.as_view(), name="agreement_end"),
    path(
        "avvikelser/<uuid:deviation_id>/utredning/",
        investigation.InvestigationView.as_view(),
        name="investigation",
    ),
    path(
        "avvikelser/<uuid:deviation_id>/utredning/skriv/",
        investigation.SaveView.as_view(),
        name="investigation_write",
    ),
    path(
        "avvikelser/<uuid:deviation_id>/utredning/forlopp/",
        investigation.CourseView.as_view(),
        name="investigation_course",
    ),
    path(
        "avvikelser/<uuid:deviation_id>/utredning/atgard/",
        investigation.ActionView.as_view(),
        name="investigation_action",
    ),
    path(
        "avvikelser/atgarder/<uuid:action_id>/klar/",
        investigation.ActionDoneView.as_view(),
        name="investigation_action_done",
    ),
    path(
        "avvikelser/atgarder/<uuid:action_id>/effekt/",
        investigation.EffectView.as_view(),
        name="investigation_action_effect",
    ),
    path("avvikelser/<uuid:deviation_id>/lex/", serious.SeriousView.as_view(), name="serious"),
    path(
        "avvikelser/<uuid:deviation_id>/lex/<slug:statute>/",
        serious.AssessView.as_view(),
        name="serious_assess",
    ),
    path(
        "avvikelser/<uuid:deviation_id>/lex/<slug:statute>/lamna-over/",
        serious.HandOverView.as_view(),
        name="serious_hand_over",
    ),
    path(
        "avvikelser/<uuid:deviation_id>/lex/<slug:statute>/underlag.pdf",
        serious.FileView.as_view(),
        name="serious_file",
    ),
]
