#pragma once

#include "core/session/session.h"

#include <QtWidgets/QDialog>

namespace inia::ui {

class Appearance;
class SettingsModel;
class TableView;

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
