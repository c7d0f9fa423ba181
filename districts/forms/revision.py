"""Acts on a line's hours that need no more than a button, and the revision that was on the page."""

from django import forms


class RevisionForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RemoveForm(RevisionForm):
    original = forms.CharField(widget=forms.HiddenInput)
