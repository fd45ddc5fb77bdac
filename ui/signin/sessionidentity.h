#pragma once

#include "core/identity/identity.h"
#include "core/session/session.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/sessionfacts.h"

#include <QtWidgets/QDialog>

#include <vector>

namespace inia::ui {

class Appearance;
class SettingsModel;
class TableView;

// Who the current session is, where its keys come from and until when: below the facts of the session bar.
class IdentityPopup final : public Popup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IdentityPopup)

public:
    // `status` is null where keys were given by hand or none are used.
    IdentityPopup(const Appearance& appearance, const SessionInfo& info, const IdentityStatus* status,
                  QWidget* parent);

    [[nodiscard]] static std::vector<KeyValueSection> sections(const SessionInfo& info,
                                                               const IdentityStatus* status);

signals:
    void copyRequested(const QString& text);
    void whyRequested();
    void accountsRequested();
    void signInRequested();
};

// Why a session is as it is: every setting with its value and where that comes from, down to file and line.
// No secret is among them.
class WhyDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WhyDialog)

public:
    WhyDialog(const Appearance& appearance, const Session& session, QWidget* parent = nullptr);

    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] const SettingsModel& model() const { return *m_model; }

signals:
    void copyRequested(const QString& text);

private:
    [[nodiscard]] QString profileText(const Session& session) const;
    void copySelected();

    const Appearance& m_appearance;
    SettingsModel* m_model;
    TableView* m_table;
};

} // namespace inia::ui
