"""Addresses of consultation, and of what goes on after the home-coming (T31, T33, T36 to T38)."""

from django.urls import path

from transitions.views import care_tasks, consulting, end_of_life, hand_over_notes, next_of_kin, whole_picture

urlpatterns = [
    path("radfragor/", consulting.ConsultationsView.as_view(), name="consultations"),
    path("arenden/<uuid:public_id>/radfraga/", consulting.ConsultView.as_view(), name="consult"),
    path(
        "arenden/<uuid:public_id>/radfraga/las/", consulting.ConsultationView.as_view(), name="consultation"
    ),
    path(
        "arenden/<uuid:public_id>/radfraga/svar/",
        consulting.AnswerConsultationView.as_view(),
        name="answer_consultation",
    ),
    path(
        "arenden/<uuid:public_id>/uppgifter/ny/",
        care_tasks.ClassCareTaskView.as_view(),
        name="class_care_task",
    ),
    path(
        "arenden/<uuid:public_id>/uppgifter/<uuid:task>/",
        care_tasks.ChangeCareTaskView.as_view(),
        name="change_care_task",
    ),
    path(
        "arenden/<uuid:public_id>/uppgifter/<uuid:task>/avsluta/",
        care_tasks.EndCareTaskView.as_view(),
        name="end_care_task",
    ),
    path(
        "arenden/<uuid:public_id>/nasta-pass/",
        hand_over_notes.HandOverNotesView.as_view(),
        name="hand_over_notes",
    ),
    path(
        "arenden/<uuid:public_id>/nasta-pass/last/",
        hand_over_notes.ReadNotesView.as_view(),
        name="read_hand_over_notes",
    ),
    path(
        "arenden/<uuid:public_id>/livets-slut/",
        end_of_life.StateEndOfLifeView.as_view(),
        name="state_end_of_life",
    ),
    path(
        "arenden/<uuid:public_id>/livets-slut/avsluta/",
        end_of_life.EndEndOfLifeView.as_view(),
        name="end_end_of_life",
    ),
    path(
        "arenden/<uuid:public_id>/avliden-hemma/", end_of_life.DiedAtHomeView.as_view(), name="died_at_home"
    ),
    path("arenden/<uuid:public_id>/narstaende/", next_of_kin.NextOfKinView.as_view(), name="next_of_kin"),
    path(
        "arenden/<uuid:public_id>/narstaende/stod/",
        next_of_kin.KinSupportView.as_view(),
        name="answer_kin_support",
    ),
    path("arenden/<uuid:public_id>/god-man/", next_of_kin.GuardianView.as_view(), name="consider_guardian"),
    path(
        "arenden/<uuid:public_id>/samlad-bild/",
        whole_picture.WholePictureView.as_view(),
        name="whole_picture",
    ),
]
