#pragma once

#include "ui/browse/centrepage.h"

namespace inia::ui {

class RowsView;

// A page whose widget is rows: what the window wants of the page, the view does.
class RowsPage : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowsPage)

public:
    [[nodiscard]] QWidget* focusArea() const override;
    void goOn() override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    [[nodiscard]] Act act(CommandId id) override;
    void showNotice(const QString& text) override;

protected:
    explicit RowsPage(RowsView* view);

private:
    RowsView* m_rows; // the page's widget
};

} // namespace inia::ui
