#pragma once

#include "core/config/environment.h"
#include "ui/models/profiletablemodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QDialog>

class QLineEdit;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class Button;
class StateView;
class TableView;
class TextLabel;
class ToolButton;

// "Open session": the profiles of the config files to search, open, make, change, copy and delete. The files
// are read when it opens and after each change.
class OpenSessionDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSessionDialog)

public:
    OpenSessionDialog(const Appearance& appearance, Environment environment, QWidget* parent = nullptr);
    ~OpenSessionDialog() override;

    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* searchField() const { return m_field; }
    [[nodiscard]] StateView* stateView() const { return m_state; }

signals:
    void chosen(const QString& profile, bool newTab);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void addTools(QLayout* row);
    void reload(const QString& current = {});
    void refresh();
    void editProfile(bool isNew);
    void duplicateProfile();
    void deleteProfile();
    void openCurrent(bool newTab);
    void finish(const Result<void>& done, const QString& current);
    [[nodiscard]] QString current() const;

    const Appearance& m_appearance;
    Environment m_environment;
    ProfileTableModel m_model;
    QSortFilterProxyModel m_filter;
    QLineEdit* m_field;
    QStackedLayout* m_pages;
    TableView* m_table;
    StateView* m_state;
    TextLabel* m_note;
    ToolButton* m_edit;
    ToolButton* m_copy;
    ToolButton* m_delete;
    Button* m_here;
    Button* m_newTab;
};

} // namespace inia::ui
