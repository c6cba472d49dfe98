// Shows what needs passkeys only where the browser has them, and says so when one did not work.
(function () {
  document.addEventListener('DOMContentLoaded', function () {
    if (!window.PublicKeyCredential) return
    document.querySelectorAll('[data-passkeys]').forEach(function (place) { place.hidden = false })
  })
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.querySelectorAll('[data-passkey-failed]').forEach(function (place) { place.hidden = false })
  })
})()
