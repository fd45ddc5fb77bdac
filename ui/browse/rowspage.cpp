#include "ui/browse/rowspage.h"

#include "ui/widgets/rowsview.h"

namespace inia::ui {

RowsPage::RowsPage(RowsView* view) : CentrePage(view), m_rows(view)
{
    connect(view, &RowsView::upRequested, this, &CentrePage::upRequested);
    connect(view, &RowsView::signInRequested, this, &CentrePage::signInRequested);
    connect(view, &RowsView::showCallRequested, this, &CentrePage::showCallRequested);
    connect(view, &RowsView::copyRequested, this, &CentrePage::copyRequested);
}

QWidget* RowsPage::focusArea() const
{
    return m_rows->focusArea();
}

void RowsPage::goOn()
{
    m_rows->goOn();
}

void RowsPage::cancelLoading()
{
    m_rows->cancel();
}

void RowsPage::focusRows()
{
    m_rows->focusRows();
}

void RowsPage::focusFilter()
{
    m_rows->focusFilter();
}

void RowsPage::showNotice(const QString& text)
{
    m_rows->showNotice(text);
}

} // namespace inia::ui
